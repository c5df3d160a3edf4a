package org.hactl.inventory;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.UnknownTokenException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.Nearest;
import org.jspecify.annotations.Nullable;

/**
 * Jinja as Ansible users know it, on the Jinjava library, which is loaded only when the first
 * template is rendered. Templates cannot reach files or methods of Java objects; depth, size and
 * steps are limited.
 */
final class Templates {
  private static final int MAX_STEPS = 20_000;
  private static final Pattern FILTER = Pattern.compile("\\|\\s*([A-Za-z_][A-Za-z0-9_]*)");

  /** The variables of a template. */
  interface Lookup {
    /** A variable's value; empty if it is not set. */
    Optional<VariableScope.Value> get(String name);

    /** Called when a secret is used. */
    void taint(boolean secret);

    /** The known name that is nearest to a misspelt one. */
    Optional<String> nearest(String name);
  }

  /** A template that is being rendered. */
  private static final class Run {
    final Lookup lookup;
    final Set<String> missing = new LinkedHashSet<>();
    @Nullable TemplateException failure;

    Run(Lookup lookup) {
      this.lookup = lookup;
    }

    @Nullable Object resolve(String name) {
      try {
        Optional<VariableScope.Value> value = lookup.get(name);
        if (value.isEmpty() && !name.equals("None") && !name.equals("none")) {
          missing.add(name);
        }
        return value.map(VariableScope.Value::value).orElse(null);
      } catch (TemplateException e) {
        failure = failure == null ? e : failure;
        return null;
      }
    }
  }

  private static final class TooManySteps extends RuntimeException {
    TooManySteps() {
      super("takes more than " + MAX_STEPS + " steps", null, false, false);
    }
  }

  /** The templates that this thread is rendering, the innermost first, and their steps so far. */
  private static final ThreadLocal<Deque<Run>> RUNS = ThreadLocal.withInitial(ArrayDeque::new);

  private static final ThreadLocal<int[]> STEPS = ThreadLocal.withInitial(() -> new int[1]);

  private Templates() {}

  /** Marks the template that is being rendered on this thread as holding a secret. */
  static void taint(boolean secret) {
    Run run = RUNS.get().peek();
    if (run != null) {
      run.lookup.taint(secret);
    }
  }

  /**
   * Renders a text. A text that is one expression yields that expression's value: a number, a list.
   *
   * @throws TemplateException if it cannot be rendered
   */
  static @Nullable Object render(String text, Lookup lookup) {
    TemplateBounds.check(text);
    Deque<Run> runs = RUNS.get();
    Run run = new Run(lookup);
    if (runs.isEmpty()) {
      STEPS.get()[0] = 0;
    }
    runs.push(run);
    try {
      return render(text, run);
    } finally {
      runs.pop();
    }
  }

  private static @Nullable Object render(String text, Run run) {
    JinjavaInterpreter interpreter = TemplateEngine.JINJAVA.newInterpreter();
    interpreter.getContext().setDynamicVariableResolver(run::resolve);
    Object result = null;
    RuntimeException thrown = null;
    try (var _ = JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
      Optional<String> expression = soleExpression(text);
      result =
          expression.isPresent()
              ? interpreter.resolveELExpression(expression.get(), 1)
              : interpreter.render(text);
    } catch (StackOverflowError e) {
      throw new TemplateException(null, "the template is nested too deep");
    } catch (RuntimeException e) {
      thrown = e;
    }
    check(text, run, interpreter, thrown, result);
    return result;
  }

  private static void check(
      String text,
      Run run,
      JinjavaInterpreter interpreter,
      @Nullable RuntimeException thrown,
      @Nullable Object result) {
    if (run.failure != null) {
      throw run.failure;
    }
    for (String name : run.missing) {
      if (!guarded(text, name)) {
        throw new TemplateException(
            null,
            "the variable \"%s\" is not defined".formatted(name),
            run.lookup.nearest(name).orElse(null));
      }
    }
    checkFilters(text, interpreter, thrown != null || !interpreter.getErrors().isEmpty());
    if (thrown instanceof UnknownTokenException unknown) {
      throw new TemplateException(null, "\"%s\" has no value".formatted(unknown.getToken()));
    }
    if (thrown != null) {
      throw new TemplateException(null, TemplateException.CANNOT + ": " + reason(thrown));
    }
    for (TemplateError error : interpreter.getErrors()) {
      throw new TemplateException(
          null, TemplateException.CANNOT + ": " + oneLine(error.getMessage()));
    }
    if (result == null) {
      throw new TemplateException(null, "\"%s\" has no value".formatted(text));
    }
  }

  private static void checkFilters(String text, JinjavaInterpreter interpreter, boolean failed) {
    if (!failed) {
      return;
    }
    Matcher filter = FILTER.matcher(text);
    while (filter.find()) {
      String name = filter.group(1);
      if (interpreter.getContext().getFilter(name) == null) {
        Set<String> known = new LinkedHashSet<>();
        interpreter.getContext().getAllFilters().forEach(f -> known.add(f.getName()));
        throw new TemplateException(
            null,
            "there is no filter \"%s\"".formatted(name),
            Nearest.to(name, known).orElse(null));
      }
    }
  }

  /** Whether the template itself handles a missing variable. */
  private static boolean guarded(String text, String name) {
    return Pattern.compile(
            "\\b"
                + Pattern.quote(name)
                + "\\b[\\w.\\[\\]'\"]*\\s*(\\|\\s*(default|d)\\b|is\\s+(not\\s+)?(un)?defined\\b)")
        .matcher(text)
        .find();
  }

  /** The expression of a text that is exactly one {@code {{ expression }}}. */
  private static Optional<String> soleExpression(String text) {
    if (!text.startsWith("{{") || !text.endsWith("}}") || text.length() < 5) {
      return Optional.empty();
    }
    String inner = text.substring(2, text.length() - 2);
    if (inner.contains("{{") || inner.contains("}}") || inner.contains("{%")) {
      return Optional.empty();
    }
    String stripped = inner.strip();
    if (stripped.startsWith("-") || stripped.endsWith("-") || stripped.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(stripped);
  }

  /** Counts one step of the template that this thread renders. */
  static void step() {
    if (++STEPS.get()[0] > MAX_STEPS) {
      throw new TooManySteps();
    }
  }

  private static String reason(RuntimeException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : oneLine(e.getMessage());
  }

  private static String oneLine(String message) {
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= 200 ? line : line.substring(0, 200) + "...";
  }
}
