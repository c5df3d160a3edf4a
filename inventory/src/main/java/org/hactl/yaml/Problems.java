package org.hactl.yaml;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects all problems, so that they are shown together. The same problem of several hosts is kept
 * once. Not thread-safe.
 */
public final class Problems {
  private static final int MAX_PROBLEMS = 200;

  private final Set<Problem> problems = new LinkedHashSet<>();
  private int dropped;

  /** Adds a problem at a place. */
  public void add(Mark at, String message) {
    add(Problem.at(at, message, null));
  }

  /** Adds a problem at a place, with the words to put after "did you mean". */
  public void add(Mark at, String message, @Nullable String suggestion) {
    add(Problem.at(at, message, suggestion));
  }

  /** Adds a problem with a file as a whole. */
  public void add(Path file, String message) {
    add(Problem.in(file, message, null));
  }

  /** Adds a problem. */
  public void add(Problem problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    } else if (!problems.contains(problem)) {
      dropped++;
    }
  }

  /** Adds all that another collector holds. */
  public void addAll(Problems others) {
    others.problems.forEach(this::add);
    dropped += others.dropped;
  }

  /** Whether there are no problems. */
  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** All problems, by file, line and column. */
  public List<Problem> all() {
    return problems.stream().sorted().toList();
  }

  /** The text of all problems, one after the other; empty if there are none. */
  public String render() {
    String all = all().stream().map(Problem::render).collect(Collectors.joining("\n"));
    return dropped == 0 ? all : all + "\n... and " + dropped + " more";
  }

  @Override
  public String toString() {
    return render();
  }
}
