//! What a person does on the home screens.

use super::paths::{Command, Route};
use crate::boundary::Outcome;
use crate::kit::{Context, Handled, go};

/// Performs a command of this feature.
pub(crate) fn perform(context: &mut Context<'_>, command: Command) -> Handled {
    match command {
        Command::AcceptDamage => accept_damage(context),
    }
}

/// Notes on this device that the person knows what is missing.
fn accept_damage(context: &mut Context<'_>) -> Handled {
    context.session.store.accept_losses()?;
    Ok(Outcome { then: vec![go(&Route::Start)], notice: None, plan_changed: false, long_act: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boundary::Action;
    use crate::features::persons;
    use crate::kit::testing::TestFolder;

    #[test]
    fn accepted_damage_is_not_reported_again() {
        let mut folder = TestFolder::empty();
        folder.done(&[], |context| {
            persons::perform(context, persons::paths::Command::Begin { person: None, service: "linkedin" })
        });
        folder.damage_journal("p1");
        assert!(folder.session.store.new_damage() > 0);
        let outcome = folder.done_without_entry(&[], |context| perform(context, Command::AcceptDamage));
        assert_eq!(outcome.then, [Action::Go { route: "/".to_owned() }]);
        assert!(!outcome.plan_changed);
        assert_eq!((folder.session.store.new_damage(), folder.session.store.missing()), (0, 0));
    }
}
