//! From plain figures to a drawing.

use crate::chart::{Chart, Drawing, Part, Series};
use crate::ink::{Ink, painted};
use charts_rs::{
    Box as Margin, ChartBase, HorizontalBarChart, LineChart, PieChart, Series as Drawn, Symbol, YAxisConfig,
};

/// How wide a drawing is; the page scales it to its column. Texts of 13 are then 11 on a phone and 14 in the office.
const WIDTH: f32 = 400.0;
/// How high a pie and a chart of lines are.
const HEIGHT: f32 = 220.0;
/// How high one bar is, with the air around it.
const BAR: f32 = 32.0;
const TEXT: f32 = 13.0;

/// The chart as SVG text. A drawing without any figure is empty.
///
/// # Errors
/// What the drawing program says; never for figures of ours, as the tests show.
pub fn draw(chart: &Chart) -> Result<String, String> {
    let svg = match &chart.drawing {
        Drawing::Pie { parts } => pie(parts),
        Drawing::Bars { parts } => bars(parts),
        Drawing::Lines { points, series, thousands } => lines(points, series, thousands),
    };
    Ok(painted(&svg.map_err(|error| error.to_string())?, chart.paint))
}

fn pie(parts: &[Part]) -> charts_rs::Result<String> {
    let slices = || parts.iter().filter(|part| part.value > 0);
    let name = |part: &Part| [&part.label, " ", &part.figure].concat();
    let mut chart = PieChart::new(slices().map(|part| Drawn::new(name(part), vec![size(part.value)])).collect());
    chart.rose_type = Some(false);
    (chart.radius, chart.inner_radius) = (74.0, 42.0);
    "{a}".clone_into(&mut chart.series.label.formatter);
    chart.series.colors = slices().map(|part| part.ink.color()).collect();
    // Thin slices at the top have their labels one above the other.
    dress(&mut chart.base, &mut [], HEIGHT + 24.0);
    chart.margin.top = 32.0;
    chart.svg()
}

/// Each bar is a series of its own, named by its figure, so that the figure stands at its end as people write it.
fn bars(parts: &[Part]) -> charts_rs::Result<String> {
    // From the bottom, as the drawing program counts them.
    let rising = || parts.iter().rev();
    let bar = |(place, part): (usize, &Part)| Drawn {
        start_index: place,
        stack: Some("bars".to_owned()),
        label_show: true,
        ..Drawn::new(part.figure.clone(), vec![size(part.value)])
    };
    let labels = rising().map(|part| part.label.clone()).collect();
    let mut chart = HorizontalBarChart::new(rising().enumerate().map(bar).collect(), labels);
    "{a}".clone_into(&mut chart.series.label.formatter);
    chart.series.colors = rising().map(|part| part.ink.color()).collect();
    chart.legend.show = Some(false);
    chart.x_axis.hidden = true;
    let rows = u16::try_from(parts.len()).map_or(0.0, f32::from);
    dress(&mut chart.base, &mut chart.y_axis_configs, BAR * rows + 10.0);
    chart.grid.stroke_width = 0.0;
    // What stands past the end of the longest bar needs room too.
    let longest = parts.iter().map(|part| part.value).max().unwrap_or_default();
    for axis in &mut chart.y_axis_configs {
        axis.max = Some((size(longest) * 1.4).max(1.0));
    }
    chart.svg()
}

fn lines(points: &[String], series: &[Series], thousands: &str) -> charts_rs::Result<String> {
    let values = |line: &Series| line.values.iter().copied().map(size).collect();
    let drawn = series.iter().map(|line| Drawn::new(line.label.clone(), values(line))).collect();
    let mut chart = LineChart::new(drawn, points.to_vec());
    chart.series.colors = series.iter().map(|line| line.ink.color()).collect();
    chart.series.fill = series.len() == 1;
    chart.legend.show = Some(series.len() > 1);
    dress(&mut chart.base, &mut chart.y_axis_configs, HEIGHT);
    let step = step(series.iter().flat_map(|line| &line.values).copied().max().unwrap_or_default());
    for axis in &mut chart.y_axis_configs {
        (axis.min, axis.max) = (Some(0.0), Some(size(step * STEPS)));
        axis.split_number = 4;
        axis.formatter = Some("{t}".to_owned());
    }
    let svg = chart.svg()?;
    Ok((1..=STEPS)
        .map(|times| step * times)
        .filter(|value| *value >= 1000)
        .fold(svg, |svg, value| svg.replace(&grouped(value, ","), &grouped(value, thousands))))
}

/// How many steps a scale has.
const STEPS: u32 = 4;

/// A round step so that [`STEPS`] of them reach the largest value.
fn step(largest: u32) -> u32 {
    let powers = (0..8).map(|power| 10_u32.pow(power));
    let steps = powers.flat_map(|power| [1, 2, 3, 4, 5, 6, 8, 10, 15].map(|times| power * times));
    let enough = |step: &u32| step.saturating_mul(STEPS) >= largest;
    steps.filter(enough).min().unwrap_or(u32::MAX / STEPS)
}

/// A number in groups of three figures.
fn grouped(value: u32, between: &str) -> String {
    match value / 1000 {
        0 => value.to_string(),
        above => [grouped(above, between).as_str(), between, &format!("{:03}", value % 1000)].concat(),
    }
}

/// What all charts have in common.
fn dress(chart: &mut ChartBase, axes: &mut [YAxisConfig], height: f32) {
    (chart.width, chart.height) = (WIDTH, height);
    chart.margin = Margin { left: 4.0, top: 8.0, right: 8.0, bottom: 4.0 };
    chart.background_color = Ink::Sheet.color();
    "system-ui, sans-serif".clone_into(&mut chart.font_family);
    chart.grid.stroke_color = Ink::Rule.color();
    chart.x_axis.stroke_color = Ink::Rule.color();
    let fonts = [&mut chart.x_axis.font, &mut chart.series.label.font, &mut chart.legend.font];
    for font in fonts.into_iter().chain(axes.iter_mut().map(|axis| &mut axis.font)) {
        (font.size, font.color) = (TEXT, Ink::Text.color());
    }
    chart.series.symbol = Some(Symbol::None);
    chart.series.stroke_width = 2.5;
}

/// A count as the drawing program takes it: exact up to sixteen millions, and a pixel knows no better.
#[expect(clippy::cast_precision_loss, reason = "OK because it only decides how long a bar is drawn")]
fn size(value: u32) -> f32 {
    value as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Paint;

    fn part(label: &str, value: u32) -> Part {
        Part { label: label.into(), figure: value.to_string(), value, ink: Ink::Good }
    }

    fn drawn(drawing: Drawing) -> String {
        draw(&Chart { drawing, paint: Paint::Screen }).unwrap()
    }

    fn every() -> Vec<Drawing> {
        let some = vec![part("<Prospect & Cie>", 12), part("VIP", 0), part("Salon/Événement", 1_234_567)];
        let line = |values: &[u32]| Series { label: "Portefeuille".into(), values: values.to_vec(), ink: Ink::Accent };
        let lines = |series: Vec<Series>| Drawing::Lines {
            points: vec!["janv.".into(), "févr.".into(), "mars".into()],
            series,
            thousands: "\u{202f}".into(),
        };
        vec![
            Drawing::Pie { parts: some.clone() },
            Drawing::Pie { parts: Vec::new() },
            Drawing::Bars { parts: some },
            Drawing::Bars { parts: vec![part("Site web", 0)] },
            Drawing::Bars { parts: Vec::new() },
            lines(vec![line(&[10, 4_000, 39_345])]),
            lines(vec![line(&[0, 0, 0]), line(&[1, 2, 3])]),
            lines(Vec::new()),
        ]
    }

    #[test]
    fn the_security_policy_forbids_nothing_of_a_drawing() {
        for drawing in every() {
            let svg = drawn(drawing);
            for forbidden in ["style=", "<style", "<script", "onload", "href"] {
                assert!(!svg.contains(forbidden), "{forbidden} in {svg}");
            }
            assert!(!svg.contains("<Prospect") && !svg.contains("NaN") && !svg.contains("inf"), "{svg}");
        }
    }

    #[test]
    fn on_a_screen_every_colour_is_of_the_theme_and_on_paper_none() {
        for drawing in every() {
            let screen = drawn(drawing.clone());
            assert!(!screen.contains('#'), "{screen}");
            let paper = draw(&Chart { drawing, paint: Paint::Paper }).unwrap();
            assert!(!paper.contains("var(") && !paper.to_lowercase().contains("#01fe"), "{paper}");
        }
    }

    #[test]
    fn figures_stand_as_they_are_given_and_thousands_as_the_language_writes_them() {
        let svg: Vec<String> = every().into_iter().map(drawn).collect();
        assert!(svg[2].contains("1234567") && svg[2].contains("Salon/Événement"), "{}", svg[2]);
        assert!(svg[5].contains("10\u{202f}000") && !svg[5].contains("10,000"), "{}", svg[5]);
    }

    #[test]
    fn a_scale_has_round_steps() {
        assert_eq!([0, 3, 9, 40, 41, 4_200].map(step), [1, 1, 3, 10, 15, 1_500]);
        assert_eq!(grouped(1_002_003, " "), "1 002 003");
    }

    #[test]
    fn a_chart_survives_the_way_into_the_other_module() {
        for drawing in every() {
            let chart = Chart { drawing, paint: Paint::Paper };
            let json = serde_json::to_string(&chart).unwrap();
            assert_eq!(serde_json::from_str::<Chart>(&json).unwrap(), chart);
        }
    }
}
