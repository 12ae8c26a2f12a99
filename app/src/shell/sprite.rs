//! One set of icons, drawn for Carnet on a grid of 24 with one stroke. They travel with every page, beside the app, and not in
//! its WASM as well.

use leptos::prelude::*;

/// The drawings as symbols, hidden: what an [`Icon`](crate::parts::icon::Icon) shows by its name.
pub(super) fn sprite() -> impl IntoView {
    let symbols = SYMBOLS
        .iter()
        .map(|(name, drawing)| format!("<symbol id=\"i-{name}\" viewBox=\"0 0 24 24\">{drawing}</symbol>"));
    let symbols: String = symbols.collect();
    view! { <svg width="0" height="0" hidden aria-hidden="true" inner_html=symbols></svg> }
}

/// Name and drawing.
const SYMBOLS: &[(&str, &str)] = &[
    ("alert", "<path d='M12 3.8 21 19.5H3zM12 10v4.3M12 17.2v.1'/>"),
    (
        "archive",
        "<rect x='3.5' y='4' width='17' height='5' rx='1.5'/><path d='M5 9v9a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9M10 13h4'/>",
    ),
    ("arrow", "<path d='M5 12h13.5M13 6.5l5.5 5.5-5.5 5.5'/>"),
    ("back", "<path d='m14.5 5.5-6.5 6.5 6.5 6.5'/>"),
    (
        "book",
        "<path d='M6 3.5h11a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2H6zM6 3.5v17M9.5 3.5v17M3.8 8H6M3.8 12H6M3.8 16H6M12.5 9h3.5M12.5 13h3.5'/>",
    ),
    (
        "broom",
        "<path d='m20 3.5-8 8M12 11.5l-1.8-1.8-6 6.3c1.5 2 3.5 3.6 5.8 4.5l5.5-6zM8 15.5l-2 2.5M11 17.5l-1 1.8'/>",
    ),
    (
        "building",
        "<path d='M4.5 20.5v-15l9-2.5v17.5M13.5 9l6 2v9.5M2.5 20.5h19M8 8.5h2M8 12h2M8 15.5h2M16.5 14v.1M16.5 17v.1'/>",
    ),
    (
        "calendar",
        "<rect x='3.5' y='5' width='17' height='15.5' rx='2.5'/><path d='M3.5 10h17M8 3v4M16 3v4M8.5 14.5h3'/>",
    ),
    (
        "camera",
        "<path d='M4.5 7.5h3L9 5h6l1.5 2.5h3a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1Z'/><circle cx='12' cy='13' r='3.6'/>",
    ),
    ("chart", "<path d='M4 3.5v17h16.5M8.5 16.5v-5M13 16.5V7M17.5 16.5v-7.5'/>"),
    ("check", "<path d='m5 12.5 4.5 4.5L19 7'/>"),
    ("clash", "<path d='M2.5 12h7M6 8.5 9.5 12 6 15.5M21.5 12h-7M18 8.5 14.5 12l3.5 3.5'/>"),
    (
        "clients",
        "<circle cx='9' cy='8' r='3.5'/><path d='M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5'/>",
    ),
    ("clock", "<circle cx='12' cy='12' r='8.5'/><path d='M12 7v5.3l3.3 2'/>"),
    ("close", "<path d='m6 6 12 12M18 6 6 18'/>"),
    (
        "copy",
        "<rect x='8.5' y='8.5' width='12' height='12' rx='2.5'/><path d='M15.5 5.5v0a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2'/>",
    ),
    ("deal", "<path d='M3.5 12.5 12 4h7.5v7.5L11 20.5zM15.8 8.2v.1'/>"),
    ("device", "<rect x='6.5' y='2.5' width='11' height='19' rx='2.5'/><path d='M10.5 18.5h3'/>"),
    ("done", "<circle cx='12' cy='12' r='8.5'/><path d='m8.3 12.3 2.6 2.6 5-5.6'/>"),
    ("door", "<path d='M13.5 4H7a1.5 1.5 0 0 0-1.5 1.5v13A1.5 1.5 0 0 0 7 20h6.5M10.5 12h10M17 8.5l3.5 3.5-3.5 3.5'/>"),
    ("dot", "<circle cx='12' cy='12' r='4.5' fill='currentColor'/>"),
    ("download", "<path d='M12 3.5V15M7 10.5l5 5 5-5M4.5 20.5h15'/>"),
    ("event", "<rect x='3.5' y='5' width='17' height='15.5' rx='2.5'/><path d='M3.5 10h17M8 2.8V7M16 2.8V7'/>"),
    ("filter", "<path d='M4 6h16M7 12h10M10 18h4'/>"),
    (
        "firm",
        "<path d='M4 20.5V5.5L13 3v17.5M13 9.5l7 2v9M2.5 20.5h19M7.5 8.5h2M7.5 12h2M7.5 15.5h2M16 14v.1M16 17v.1'/>",
    ),
    ("flag", "<path d='M5.5 21.5v-18M5.5 4.5h12.5l-3 4 3 4H5.5'/>"),
    ("forward", "<path d='m9.5 5.5 6.5 6.5-6.5 6.5'/>"),
    ("funnel", "<path d='M3.5 5h17l-6.5 8v6.2l-4 1.3V13z'/>"),
    ("key", "<circle cx='8' cy='15.5' r='4.5'/><path d='m11.3 12.3 8.7-8.8M16 7.5l3 3M13.5 10l2 2'/>"),
    ("mail", "<rect x='3' y='5' width='18' height='14' rx='2.5'/><path d='m3.5 7 7 5.7c.9.7 2.1.7 3 0l7-5.7'/>"),
    (
        "message",
        "<path d='M6.5 4.5h11a3 3 0 0 1 3 3v6a3 3 0 0 1-3 3H12L7.5 20v-3.5h-1a3 3 0 0 1-3-3v-6a3 3 0 0 1 3-3ZM8 9h8M8 12.5h5'/>",
    ),
    (
        "more",
        "<circle cx='5.5' cy='12' r='1.2' fill='currentColor'/><circle cx='12' cy='12' r='1.2' fill='currentColor'/><circle cx='18.5' cy='12' r='1.2' fill='currentColor'/>",
    ),
    ("nobody", "<circle cx='12' cy='12' r='7' stroke-dasharray='3.1 2.4'/>"),
    (
        "offline",
        "<path d='M7.5 18.5H7a4.5 4.5 0 0 1-1.3-8.8M9 6.3A6 6 0 0 1 17.8 10a4.3 4.3 0 0 1 2.8 6.6M17 18.5h-6M3.5 3.5l17 17'/>",
    ),
    ("pause", "<path d='M6 12h12'/>"),
    ("pen", "<path d='m4 20 1-4.3L16.2 4.5a1.8 1.8 0 0 1 2.5 0l.8.8a1.8 1.8 0 0 1 0 2.5L8.3 19zM14 6.7l3.3 3.3'/>"),
    ("person", "<circle cx='12' cy='8' r='4'/><path d='M4.5 20.5c.6-4.3 3.3-6.5 7.5-6.5s6.9 2.2 7.5 6.5'/>"),
    (
        "phone",
        "<path d='M7.7 3.5H5.5a2 2 0 0 0-2 2.2c.7 8 6.8 14.1 14.8 14.8a2 2 0 0 0 2.2-2v-2.2a1.5 1.5 0 0 0-1.1-1.4l-3-.9a1.5 1.5 0 0 0-1.5.4l-1.2 1.3a12.5 12.5 0 0 1-5.4-5.4l1.3-1.2a1.5 1.5 0 0 0 .4-1.5l-.9-3a1.5 1.5 0 0 0-1.4-1.1Z'/>",
    ),
    ("plus", "<path d='M12 5v14M5 12h14'/>"),
    ("report", "<path d='M6 2.8h8.5L19 7.3v14H6zM14 3v5h5M9.5 17.5v-3M12.5 17.5V12M15.5 17.5v-2'/>"),
    ("search", "<circle cx='10.5' cy='10.5' r='6.5'/><path d='m15.5 15.5 5 5'/>"),
    (
        "settings",
        "<path d='M4 7h9M17 7h3M4 17h3M11 17h9'/><circle cx='15' cy='7' r='2.2'/><circle cx='9' cy='17' r='2.2'/>",
    ),
    (
        "star",
        "<path d='m12 3.5 2.5 5.4 5.9.7-4.4 4 1.2 5.9L12 16.6l-5.2 2.9L8 13.6l-4.4-4 5.9-.7z' fill='currentColor'/>",
    ),
    (
        "sync",
        "<path d='M4.5 10.5a8 8 0 0 1 14-3.5l1.5 1.8M20 4.5v4.3h-4.3M19.5 13.5a8 8 0 0 1-14 3.5L4 15.2M4 19.5v-4.3h4.3'/>",
    ),
    ("table", "<rect x='3.5' y='4.5' width='17' height='15' rx='2'/><path d='M9 4.5v15M15 4.5v15'/>"),
    ("tag", "<path d='M3.5 11V5.5a2 2 0 0 1 2-2H11l9.5 9.5-7.5 7.5zM8 8v.1'/>"),
    ("talk", "<path d='M4 4.5h16v11.5h-9l-4.5 4v-4H4zM8 9h8M8 12.2h5'/>"),
    ("target", "<circle cx='12' cy='12' r='8.5'/><circle cx='12' cy='12' r='4.6'/><path d='M12 11.9v.2'/>"),
    (
        "trash",
        "<path d='M4.5 6.5h15M9.5 6.5V4.8c0-.7.5-1.3 1.2-1.3h2.6c.7 0 1.2.6 1.2 1.3v1.7M6.5 6.5l.8 12c.1 1.2.9 2 2 2h5.4c1.1 0 1.9-.8 2-2l.8-12M10.3 10.5l.3 6M13.7 10.5l-.3 6'/>",
    ),
    ("undo", "<path d='M4.5 9.5H15a5 5 0 0 1 0 10h-4M4.5 9.5 9 5M4.5 9.5 9 14'/>"),
    ("upload", "<path d='M12 15.5V4M7.5 8.2 12 3.7l4.5 4.5M4 15.5v5h16v-5'/>"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_stands_once_in_order() {
        assert!(SYMBOLS.is_sorted_by(|one, other| one.0 < other.0));
    }
}
