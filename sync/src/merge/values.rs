//! Values: one field, or a group whose fields make sense only together (an address).

use crate::conflict::{About, Loss};
use crate::mutation::Edit;
use crate::row::Stamp;

use super::Meeting;

impl Meeting<'_> {
    /// Base equals current: it applies. Target equals current: nothing. Else two people changed it without seeing
    /// each other: the later edit wins and the other goes into a conflict.
    pub(super) fn values(&mut self, edits: &[&Edit]) {
        let places: Vec<(usize, &Edit)> =
            edits.iter().filter_map(|edit| Some((self.field(&edit.field)?.0, *edit))).collect();
        let current = |position: usize| self.row.record.get(position);
        if places.iter().all(|(position, edit)| current(*position) == edit.to.as_ref()) {
            return;
        }
        if places.iter().all(|(position, edit)| current(*position) == edit.from.as_ref()) {
            self.write_all(&places);
            return;
        }
        let theirs = self.latest(&places);
        let mine_won = theirs.is_none_or(|theirs| self.mine.at >= theirs.at);
        let losses = places
            .iter()
            .filter(|(position, edit)| current(*position) != edit.to.as_ref())
            .map(|(position, edit)| {
                let (current, wanted) = (current(*position).cloned(), edit.to.clone());
                let (kept, lost) = if mine_won { (wanted, current) } else { (current, wanted) };
                Loss { field: edit.field.clone(), kept, lost }
            })
            .collect();
        if mine_won {
            self.write_all(&places);
        }
        self.conflict(About::Values, losses, mine_won, theirs, edits);
    }

    fn write_all(&mut self, places: &[(usize, &Edit)]) {
        for (position, edit) in places {
            if self.row.record.get(*position) != edit.to.as_ref() {
                self.write(&edit.field, *position, edit.to.clone());
            }
        }
    }

    /// The last stamp among what the edits meet: of the fields that differ from what the person saw.
    fn latest(&self, places: &[(usize, &Edit)]) -> Option<Stamp> {
        places
            .iter()
            .filter(|(position, edit)| self.row.record.get(*position) != edit.from.as_ref())
            .filter_map(|(_, edit)| self.row.stamp(&edit.field))
            .copied()
            .max_by_key(|stamp| (stamp.at, stamp.seq))
    }
}
