"""Names and signs: Greek letters, accents, functions, LaTeX commands, raised and lowered characters."""

from typing import TypeAlias

_GREEK_NAMES = [
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta",
    "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
]  # fmt: skip
GREEK = dict(zip(_GREEK_NAMES, "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΦΨΩ", strict=True))
SIGNS = GREEK | {"infinity": "∞", "ell": "ℓ", "...": "…"}
NAMES_OF_SIGNS = {ord(sign): name for name, sign in GREEK.items()} | {
    ord("ς"): "sigma", ord("ϵ"): "epsilon", ord("ϑ"): "theta", ord("ϕ"): "phi", ord("ℓ"): "ell",
}  # fmt: skip

ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "vec": "\u20d7"}
NAMES_OF_ACCENTS = {ord(accent): f"_{name}" for name, accent in ACCENTS.items()} | {0x0305: "_bar"}

FUNCTIONS = frozenset([
    "exp", "ln", "log", "sqrt", "sin", "cos", "tan", "tanh", "sigmoid", "relu", "leaky_relu", "softplus",
    "softmax", "abs", "max", "min", "sum", "mean", "dot", "square", "shape", "step", "central", "forward",
    "multiplications", "rowsum", "row_sum", "norm2", "log_loss", "mse",
])  # fmt: skip
SAME_FUNCTION = {"log": "ln", "rowsum": "row_sum"}  # spellings of one that the engine calls otherwise
SPELLED = {"sigma": "sigmoid", "ReLU": "relu", "LeakyReLU": "leaky_relu", "Softmax": "softmax"}  # as papers write them
WORDS_OF_FUNCTIONS = FUNCTIONS & {"relu", "leaky_relu", "softmax", "softplus", "sigmoid", "tanh"} | SPELLED.keys()
"""What can be nothing but a function, also where it is written as `\\text{...}`."""
# What stands before its operand with no parentheses, where formulas are only shown: `sum_i x_i`, `nabla L`.
BIG = {"sum": "Σ", "prod": "Π", "max": "max", "min": "min", "argmax": "argmax", "argmin": "argmin", "lim": "lim"}

COMMANDS = {  # LaTeX commands, each meaning what the notation says in its own way
    "cdot": "*", "ast": "*", "times": "×", "odot": ".*", "circ": ".*", "div": "/", "partial": "∂", "pm": "±",
    "le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "approx": "~=", "sim": "~",
    "propto": "∝", "in": "∈", "gets": "<-", "leftarrow": "<-", "to": "->", "rightarrow": "->", "mid": "|",
    "Vert": "||", "|": "||", "lvert": "|(", "rvert": "|", "lVert": "||(", "rVert": "||", "Rightarrow": "=>",
    "implies": "=>", "Leftrightarrow": "<=>", "iff": "<=>", "colon": ":",
    "ldots": "...", "cdots": "...", "dots": "...",
    "infty": "infinity", "varepsilon": "epsilon", "intercal": "T",
    "top": "T", "left": "", "right": "", "middle": "", "limits": "", "displaystyle": "", "quad": "", "qquad": "",
    **dict.fromkeys([f"{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")], ""),
    "\\": ";", ",": "", ";": "", " ": "", "!": "", ":": "", "{": "(", "}": ")",
}  # fmt: skip
PLAIN_COMMANDS = [  # whose names need no backslash here
    "nabla", "sum", "prod", "max", "min", "lim", "exp", "ln", "log", "sin", "cos", "tan", "tanh", "argmax",
    "argmin", "ell",
]  # fmt: skip
TAKING_GROUPS = frozenset(["frac", "dv", "pdv", "sqrt", "mathbf", "underline", *ACCENTS])
WIDER = {
    "widehat": "hat",
    "overline": "bar",
    "dfrac": "frac",
    "tfrac": "frac",
    "boldsymbol": "mathbf",
    "mathit": "mathbf",
    "mathbb": "mathbf",
    "mathcal": "mathbf",
    "mathsf": "mathbf",
    "mathscr": "mathbf",
    "bm": "mathbf",
    "odv": "dv",
    "cfrac": "frac",
}
VERBATIM = frozenset(["text", "mathrm", "operatorname", "begin", "end"])  # what stands in their group is no mathematics
ENVIRONMENTS = ("bmatrix", "pmatrix", "matrix")
ESCAPES = {sign: f"\\{sign}" for sign in "{}$&#_%"} | {
    "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "\\": "\\textbackslash{}",
}  # fmt: skip

RAISED = dict(zip("0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW",
                  "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True))  # fmt: skip
LOWERED = dict(zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))

SHOWN_RELATIONS = {
    "=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "~": "~", "~=": "≈", "<-": "←", "->": "→",
    "=>": "⇒", "<=>": "⇔", "∝": "∝", "∈": "∈", ":": ":",
}  # fmt: skip

Pieces: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...], int, bool]


def pieces(name: str) -> Pieces:
    """Return what a variable's name is made of: base, accents, what stands below, primes, and whether it ends in `?`.

    The digits of `W1` stand below, and so does a word that is no accent; `x?` is what is asked for.

    >>> pieces("y_hat_i"), pieces("W1'")
    (('y', ('hat',), ('i',), 0, False), ('W', (), ('1',), 1, False))
    """
    bare = name.removesuffix("?") or name
    letters = bare.rstrip("'")
    base, *rest = letters.split("_")
    if letters in FUNCTIONS:
        return letters, (), (), len(bare) - len(letters), bare != name
    if not all((base, *rest)):
        return name, (), (), 0, False
    stem = base.rstrip("0123456789")
    if stem != base and (len(stem) == 1 or stem in SIGNS):
        rest.insert(0, base[len(stem) :])
        base = stem
    above = 0
    while above < len(rest) and rest[above] in ACCENTS:
        above += 1
    return base, tuple(rest[:above]), tuple(rest[above:]), len(bare) - len(letters), bare != name
