//! Faults put into the engine or the server on purpose, each at the seam where it would be made: the simulation
//! must catch every one. The production code knows nothing of them.

/// One fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Sabotage {
    /// "Saved" is said when the transaction is issued, not when it completes.
    SayBeforeComplete,
    /// The cursor is stored in a transaction before the one of the rows.
    CursorBeforeRows,
    /// A patch is written whatever the replica holds by now.
    SkipBaseCheck,
    /// An outbox that is renumbered loses its last act.
    RenumberLosesOne,
    /// A refused act is taken for applied.
    RefusedAsApplied,
    /// Acts are deleted from the outbox when they are sent.
    ForgetWhenSent,
    /// A device keeps the records that left what its person may see.
    KeepEvicted,
    /// A device takes a restored server for the old one.
    IgnoreRestored,
    /// The journal of answered acts is not kept.
    NoJournal,
    /// A bootstrap forgets the head that was noted at its start.
    LateBootstrapCursor,
    /// The server judges everybody as an administrator.
    SkipRights,
    /// The server sends everything to everybody.
    SkipScope,
    /// The server does not look whether it has stored an act under another number.
    SkipDedupe,
    /// The server takes an act with a used number for the one it knows.
    MissFork,
    /// The device's clock is believed.
    TrustClock,
    /// Of an act on several records only the first takes place.
    HalfMutation,
    /// The value that lost is not kept.
    DropConflict,
    /// Notes are overwritten, not merged.
    OverwriteNotes,
    /// An address is merged field by field.
    SplitGroups,
    /// What somebody had not seen counts as seen.
    EverythingSeen,
    /// A push takes its number before the commit of another that is already pulled.
    LateNumber,
    /// The server says "stored" and dies before it commits.
    AnswerBeforeCommit,
    /// A record that leaves a person's scope is not told to them.
    NoEviction,
}
