import pytest

from naveza.jobs.states import FINAL, TRANSITIONS, IllegalTransition, JobState, check_transition


@pytest.mark.parametrize("old", JobState.values)
@pytest.mark.parametrize("new", JobState.values)
def test_only_the_ways_in_the_table_are_legal(old: str, new: str) -> None:
    if JobState(new) in TRANSITIONS[JobState(old)]:
        check_transition(old, new)
    else:
        with pytest.raises(IllegalTransition):
            check_transition(old, new)


def test_nothing_follows_a_final_state() -> None:
    assert set(FINAL) == {JobState.DONE, JobState.FAILED, JobState.CANCELLED}
