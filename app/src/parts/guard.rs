//! Pages that only a signed-in person sees; anybody else is sent to the door, and comes back afterwards.

use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_location;

use crate::parts::act::When;
use crate::records::Records;

/// Shows its children to a signed-in person.
#[component]
pub(crate) fn Guard(
    /// The page.
    children: ChildrenFn,
) -> impl IntoView {
    let me = expect_context::<Records>().me();
    let signed_in = Memo::new(move |_| me.with(Option::is_some));
    let path = use_location().pathname;
    let door = move || {
        let path = path.get_untracked();
        if path == "/" || path == "/clients" { "/sign-in".to_owned() } else { format!("/sign-in?next={path}") }
    };
    view! {
        <When is=signed_in or=move || view! { <Redirect path=door()/> }>
            {children()}
        </When>
    }
}

/// Where to go after signing in: only a path of this site, never another host.
pub(crate) fn safe_next(next: Option<String>) -> String {
    let is_ours = |path: &String| {
        path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', ':', '\t', '\n', '\r'])
    };
    next.filter(is_ours).unwrap_or_else(|| "/clients".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_host_after_signing_in() {
        let next = |path: &str| safe_next(Some(path.to_owned()));
        assert_eq!(next("/clients/1"), "/clients/1");
        for elsewhere in
            ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
        {
            assert_eq!(next(elsewhere), "/clients", "{elsewhere}");
        }
        assert_eq!(safe_next(None), "/clients");
    }
}
