//! The editor of tags: a set, one at a time; Enter or a comma adds, a cross or Backspace takes away.

use domain::shapes::tags;
use domain::sorting;
use leptos::prelude::*;

use super::Form;
use crate::parts::act::{press, typing};
use crate::parts::icon::Icon;
use crate::records::{Records, Tallied};
use crate::texts::{form as words, say, t};

/// The set with one more tag; unchanged when it is there already, whatever its case.
fn with(stored: &str, tag: &str) -> String {
    let tag = tag.trim().trim_matches([',', ';', '|']).trim();
    let known = stored.lines().any(|other| tags::are_same(other, tag));
    if tag.is_empty() || known {
        return stored.to_owned();
    }
    let mut tags: Vec<&str> = stored.lines().chain([tag]).collect();
    sorting::sort(&mut tags);
    tags.join("\n")
}

/// The set without a tag.
fn without(stored: &str, tag: &str) -> String {
    stored.lines().filter(|other| *other != tag).collect::<Vec<_>>().join("\n")
}

/// The editor.
#[component]
pub(crate) fn TagEditor(
    /// The form.
    form: Form,
    /// The field's position.
    position: usize,
    /// The input's id, for its label.
    id: &'static str,
) -> impl IntoView {
    let tags = form.text(position);
    let typed = RwSignal::new(String::new());
    let add = move || {
        let next = with(&tags.get_untracked(), &typed.get_untracked());
        form.typed(position, next);
        typed.set(String::new());
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "Enter" if !event.ctrl_key() && !event.meta_key() => {
            event.prevent_default();
            add();
        }
        "Enter" => add(),
        "," | ";" => {
            event.prevent_default();
            add();
        }
        "Backspace" if typed.with_untracked(String::is_empty) => {
            let next = tags.with_untracked(|tags| tags.lines().last().map(|last| without(tags, last)));
            if let Some(next) = next {
                form.typed(position, next);
            }
        }
        _ => {}
    };
    let records = expect_context::<Records>();
    let known = move || {
        let known = records.tally(Tallied::Tags).into_iter();
        known.map(|(tag, _)| view! { <option value=tag></option> }).collect::<Vec<_>>()
    };
    let each = move || tags.get().lines().map(str::to_owned).collect::<Vec<_>>();
    view! {
        <div class="tag-editor">
            <For each=each key=Clone::clone let:tag>
                <span class="tag">
                    {tag.clone()}
                    <button type="button"
                        aria-label={ let tag = tag.clone(); say(move |lang| words::remove_tag(lang, &tag)) }
                        on:click={ let tag = tag.clone(); press(move || form.typed(position, without(&tags.get_untracked(), &tag))) }>
                        <Icon name="close" small=true/>
                    </button>
                </span>
            </For>
            <input
                id=id type="text" list="known-tags" maxlength="60" autocomplete="off" enterkeyhint="enter" placeholder=t(words::ADD_TAG)
                prop:value=move || typed.get() on:keydown=on_key on:blur=move |_| add()
                on:input=typing(move |text| typed.set(text))
            />
            <datalist id="known-tags">{known}</datalist>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_added_once_and_the_set_stays_sorted() {
        assert_eq!(with("BTP\nvip", "export"), "BTP\nexport\nvip");
        assert_eq!(with("BTP", " btp "), "BTP");
        assert_eq!(with("", "salon,"), "salon");
        assert_eq!(with("BTP", "  "), "BTP");
    }

    #[test]
    fn a_tag_is_taken_away() {
        assert_eq!(without("BTP\nvip", "BTP"), "vip");
        assert_eq!(without("BTP", "BTP"), "");
    }
}
