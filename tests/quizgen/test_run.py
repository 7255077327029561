from quizgen.agreement import all_agree
from quizgen.autodiff.array import shape_of
from quizgen.drill import Drill
from quizgen.problem import make_problem
from quizgen.run import Sweeps, attempt, in_floats
from quizgen.template import template


def test_a_sweep_to_what_is_asked_gives_what_the_whole_one_gives_with_every_mistake(any_drill: Drill) -> None:
    if any_drill.sizes_only:
        return
    for seed in range(5):
        made = make_problem(any_drill, seed).made
        shared = template(made.drill)
        for mistake in (None, *shared.targets, *shared.others):
            for sample in made.samples:
                engine = Sweeps(made.drill, sample, () if mistake is None else (mistake,))
                for ask in made.drill.asks:
                    for of, by, scaled in ask.gradients:
                        if scaled or shape_of(engine.value(of)) is None:
                            whole = engine.swept(of, scaled=scaled).adjoints[by]
                            assert engine.gradient(of, by, scaled=scaled) == whole


def test_a_run_in_floats_is_near_the_exact_one(any_drill: Drill) -> None:
    made = make_problem(any_drill, 3).made
    exact, rough = attempt(made), attempt(in_floats(made))
    assert exact is not None
    assert rough is not None
    assert all_agree(exact, rough, made.drill.digits)
