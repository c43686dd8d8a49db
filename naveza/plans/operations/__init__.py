"""Everything that writes plans: `drafts` (a draft opened or put aside), `drafting` (its corrections),
`rereading`, `publishing` (versions and the plan's state)."""

from .drafting import (
    Conflict,
    RowEdit,
    TextEdit,
    Undone,
    edit_head,
    edit_rows,
    redo_last,
    settle_doubt,
    undo,
    undo_last,
)
from .drafts import discard_draft, open_amendment, open_draft, reopen_draft
from .publishing import (
    add_team_member,
    create_plan,
    fold_institution,
    link_name,
    publish_content,
    publish_draft,
    remove_team_member,
    restore_plan,
    withdraw_plan,
)
from .rereading import read_again

__all__ = [
    "Conflict",
    "RowEdit",
    "TextEdit",
    "Undone",
    "add_team_member",
    "create_plan",
    "discard_draft",
    "edit_head",
    "edit_rows",
    "fold_institution",
    "link_name",
    "open_amendment",
    "open_draft",
    "publish_content",
    "publish_draft",
    "read_again",
    "redo_last",
    "remove_team_member",
    "reopen_draft",
    "restore_plan",
    "settle_doubt",
    "undo",
    "undo_last",
    "withdraw_plan",
]
