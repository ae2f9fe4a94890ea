"""Makes nbgrader right with TypeScript notebooks: `convolab nbgrader-config` writes the configuration that loads it."""

import os

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearSolutions, Execute
from nbgrader.validator import Validator

from .execute import TslabExecute
from .solutions import ClearTypeScriptSolutions

__all__ = ["ClearTypeScriptSolutions", "TslabExecute", "configure"]

REPLACEMENTS = {Execute: TslabExecute, ClearSolutions: ClearTypeScriptSolutions}


def configure(c, course):
    """Sets what nbgrader needs for notebooks of the course. `course`: the folder with lib/ and .venv/."""
    # The kernel of the course, before all others of that name, and a progress file that is nobody's.
    kernels = os.path.join(course, ".venv", "share", "jupyter")
    others = [path for path in os.environ.get("JUPYTER_PATH", "").split(os.pathsep) if path and path != kernels]
    os.environ["JUPYTER_PATH"] = os.pathsep.join([kernels, *others])
    os.environ["CONVOLAB_PROGRESS"] = os.path.join(course, ".convolab", "nbgrader", "progress.json")

    stub = "// YOUR CODE HERE\nthrow new Error('YOUR CODE HERE');"
    c.ClearSolutions.code_stub = {"typescript": stub}
    c.ClearSolutions.begin_solution_delimeter = "// BEGIN SOLUTION"
    c.ClearSolutions.end_solution_delimeter = "// END SOLUTION"
    c.ClearHiddenTests.begin_test_delimeter = "// BEGIN HIDDEN TESTS"
    c.ClearHiddenTests.end_test_delimeter = "// END HIDDEN TESTS"
    c.GenerateAssignment.preprocessors = replaced(GenerateAssignment, "preprocessors")

    c.Autograde.autograde_preprocessors = replaced(Autograde, "autograde_preprocessors")
    # nbgrader has no option for this one.
    Validator.class_traits()["preprocessors"].tag(config=True)
    c.Validator.preprocessors = replaced(Validator, "preprocessors")
    # Longer than check() itself takes over an answer that never ends.
    c.Execute.timeout = 300
    # A student whose cells are gone gets 0 for them and not an error.
    c.OverwriteCells.add_missing_cells = True
    # A library that somebody hands in must not stand in for ours.
    c.CourseDirectory.ignore = default(CourseDirectory, "ignore") + ["node_modules"]


def default(kind, trait):
    return kind.class_traits()[trait].default()


def replaced(kind, trait):
    """nbgrader's own list, whatever its version has in it, with our preprocessors in the place of two of its own."""
    return [REPLACEMENTS.get(preprocessor, preprocessor) for preprocessor in default(kind, trait)]
