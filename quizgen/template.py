"""What all problems of a drill share, found by drawing: the mistakes that show in it, and how hard its problems are."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from quizgen.agreement import all_agree
from quizgen.autodiff.number import UndefinedValueError
from quizgen.domain import DrillError
from quizgen.draw import Plan, draw, plan
from quizgen.drill import Drill
from quizgen.effort import effort
from quizgen.mistakes import Judged, Tried, alike, candidates, judged
from quizgen.notation.fault import did_you_mean
from quizgen.rejection import rejection
from quizgen.run import Candidate, Run, UntoldError, answers
from quizgen.seed import Stream
from quizgen.value import Answer
from quizgen.workload import check_asked, check_operations

MOST_TRIES = 1200

_SAMPLE = 20  # draws that tell which mistakes apply to a drill: those that change the answer in a tenth of them
_MERGED = 3  # mistakes that come to the same in a third of the draws are told as one
_WAY_OUT = {
    "unless": "drop it, or widen what is given",
    "targets": "take it out of the targets, or widen what is given",
    "given": "change what is given",
}
_KEPT = 2.5  # of so many draws one at least must show every target, and so many again keep all targets apart

ANY, EASY, MEDIUM, HARD = range(4)
BANDS = 4


class Template(NamedTuple):
    """A drill with what is known of its problems."""

    targets: tuple[Candidate, ...]
    groups: tuple[int, ...]  # for each target the number of its group: those of one group may come to the same
    others: tuple[Candidate, ...]  # mistakes that show in some problems only
    dropped: tuple[str, ...]  # ids of mistakes that hardly ever change the answer
    cuts: tuple[float, float]  # efforts between easy, medium and hard


def draw_once(drill: Drill, planned: Plan, stream: Stream) -> tuple[Run | None, str]:
    """Draw numbers: return a run that hides nothing and can be done by hand, or nothing and the reason."""
    try:
        made = draw(drill, planned, stream)
        check_operations(made)
        made = made._replace(answer=answers(made))
    except UntoldError as fault:
        raise DrillError(str(fault), "ask") from fault
    except UndefinedValueError as fault:
        return None, str(fault)
    check_asked(made)
    reason = rejection(made)
    return (None, reason) if reason else (made, "")


def undiscriminating(tried: Tried, shared: Template) -> str | None:
    """Return the mistake whose answer would be judged right, or two whose answers would be judged the same."""
    made = tried.made
    digits = made.drill.digits
    found: list[tuple[Candidate, int, tuple[Answer, ...]]] = []
    for target, group in zip(shared.targets, shared.groups, strict=True):
        wrong = tried.answer(target)
        if wrong is None:
            continue
        if all_agree(made.answer, wrong, digits):
            return f"the mistake {target.id} gives the right answer"
        for other, its, answer in found:
            if its != group and alike(answer, wrong, digits):
                return f"the mistakes {other.id} and {target.id} give the same answer"
        found.append((target, group, wrong))
    return None


def in_band(made: Run, shared: Template, band: int) -> bool:
    """Tell whether a problem is as hard as its band says; one on a cut is in both bands."""
    if band == ANY:
        return True
    low, high = shared.cuts
    found = effort(made)
    return {EASY: found <= low, MEDIUM: low <= found <= high, HARD: high <= found}[band]


@lru_cache(maxsize=256)
def template(drill: Drill) -> Template:
    """Return what all problems of a drill share; a drill that makes none is a DrillError."""
    sample = [Tried(made) for made in _sample(drill, plan(drill))]
    keys = [judged(tried.made.answer, drill.digits) for tried in sample]
    shown: dict[Candidate, list[Judged | None]] = {}
    dropped = []
    for candidate in candidates(drill):
        found = [tried.answer(candidate) for tried in sample]
        wrong = [None if answer is None else judged(answer, drill.digits) for answer in found]
        if 10 * _times_shown(wrong, keys) >= len(sample):
            shown[candidate] = wrong
        else:
            dropped.append(candidate.id)
    targets = _targets(drill, shown, keys, dropped)
    others = tuple(candidate for candidate in shown if candidate not in targets)
    groups = _grouped([shown[target] for target in targets])
    shared = Template(tuple(targets), groups, others, tuple(dropped), (0, 0))
    good = [tried for tried in sample if undiscriminating(tried, shared) is None]
    efforts = sorted(effort(tried.made) for tried in good or sample)
    return shared._replace(cuts=(efforts[len(efforts) // 3], efforts[2 * len(efforts) // 3]))


def _times_shown(wrong: Sequence[Judged | None], keys: Sequence[Judged]) -> int:
    return sum(one not in (None, key) for one, key in zip(wrong, keys, strict=True))


def _targets(
    drill: Drill, shown: Mapping[Candidate, Sequence[Judged | None]], keys: Sequence[Judged], dropped: Collection[str]
) -> list[Candidate]:
    """Return the mistakes that every problem tells from the right answer: the author's, or as many as go together.

    A ReLU that is off hides one mistake and shows another: where both cannot be had, the more frequent one is.
    """
    wanted = drill.source.targets
    if wanted:
        ids = [candidate.id for candidate in shown]
        for name in wanted:
            if name in dropped:
                raise DrillError(f"the mistake {name} hardly ever changes the answer here", "targets")
            if name not in ids:
                meant = did_you_mean(name, ids) or f": choose of {', '.join(ids)}"
                raise DrillError(f"no mistake {name} can be made here{meant}", "targets")
        own = {mistake.id for mistake in drill.authored}
        return [candidate for candidate in shown if candidate.id in wanted or candidate.id in own]
    taken: set[Candidate] = set()
    left = set(range(len(keys)))
    for candidate in sorted(shown, key=lambda one: -_times_shown(shown[one], keys)):
        # what cannot be made in a draw does not have to show there
        fine = {place for place in left if shown[candidate][place] != keys[place]}
        if _KEPT * len(fine) >= len(keys):
            left = fine
            taken.add(candidate)
    return [candidate for candidate in shown if candidate in taken]


def _sample(drill: Drill, planned: Plan) -> Iterator[Run]:
    """Yield good runs, without a look at mistakes."""
    stream = Stream(drill.id, drill.revision, "sample")
    reasons: dict[str, int] = {}
    found = 0
    for _ in range(MOST_TRIES):
        made, reason = draw_once(drill, planned, stream)
        if made is None:
            reasons[reason] = reasons.get(reason, 0) + 1
            continue
        yield made
        found += 1
        if found == (_SAMPLE if drill.sizes_only else min(_SAMPLE, drill.instances)):  # sizes are drawn in no time
            return
    if not found:
        raise no_problem(reasons)


def no_problem(reasons: Mapping[str, int]) -> DrillError:
    """Return the error that names the constraint which nothing passes."""
    reason = max(reasons, key=lambda name: reasons[name])
    tries = sum(reasons.values())
    field = "unless" if reason.startswith("unless") else "targets" if "mistake" in reason else "given"
    told = f"no good problem in {tries} draws; {reasons[reason]} times the reason was: {reason}"
    return DrillError(f"{told}; {_WAY_OUT[field]}", field)


def _grouped(wrong: Sequence[Sequence[Judged | None]]) -> tuple[int, ...]:
    """Return a group number for each mistake: those that come to the same in many draws are in one.

    More are put together, the most frequent pair first, as long as too many draws would be rejected for such a pair.
    """
    groups = list(range(len(wrong)))
    draws = len(wrong[0]) if wrong else 0
    while True:
        pairs: Counter[tuple[int, int]] = Counter()
        rejected = 0
        for draw_number in range(draws):
            same = {
                (min(groups[other], groups[place]), max(groups[other], groups[place]))
                for place in range(len(wrong))
                for other in range(place)
                if groups[other] != groups[place] and wrong[place][draw_number] == wrong[other][draw_number] is not None
            }
            pairs.update(same)
            rejected += bool(same)
        ((one, two), times), *_ = pairs.most_common(1) or [((0, 0), 0)]
        if not times or (_MERGED * times < draws and _KEPT * (draws - rejected) >= draws):
            return tuple(groups)
        groups = [one if group == two else group for group in groups]
