package org.hactl.jinja;

import java.util.List;
import java.util.Set;
import org.hactl.jinja.Expression.Call;
import org.hactl.jinja.Expression.CallArguments;
import org.hactl.jinja.Expression.Filtered;
import org.jspecify.annotations.Nullable;

/** A part of a template: text, an expression to print, or a tag. */
sealed interface Statement {
  record Data(String text) implements Statement {}

  record Print(Expression value) implements Statement {}

  record If(Expression test, List<Statement> then, List<Statement> otherwise)
      implements Statement {}

  /**
   * A loop.
   *
   * @param test the condition behind {@code if}
   * @param otherwise the statements that run if no item passes
   * @param recursive whether the body may call {@code loop(items)}
   */
  record For(
      Target target,
      Expression items,
      @Nullable Expression test,
      List<Statement> body,
      List<Statement> otherwise,
      boolean recursive,
      int at)
      implements Statement {}

  record Assign(Target target, Expression value) implements Statement {}

  /** {@code {% set name | filter %}text{% endset %}}. */
  record Capture(Target target, List<FilterStep> filters, List<Statement> body)
      implements Statement {}

  record With(List<Assign> values, List<Statement> body) implements Statement {}

  /**
   * A macro.
   *
   * @param uses which of {@code caller}, {@code varargs} and {@code kwargs} are in the body
   */
  record Macro(String name, List<Parameter> parameters, List<Statement> body, Set<String> uses)
      implements Statement {}

  record CallBlock(List<Parameter> parameters, Call call, List<Statement> body)
      implements Statement {}

  record FilterBlock(List<FilterStep> filters, List<Statement> body) implements Statement {}

  /** {@code {% block name %}}: without {@code extends} it is its body. */
  record Block(List<Statement> body) implements Statement {}

  /**
   * {@code {% include names %}}.
   *
   * @param context whether the file sees the names that the template has set
   */
  record Include(Expression names, boolean ignoreMissing, boolean context, int at)
      implements Statement {}

  record Import(Expression file, String as, boolean context, int at) implements Statement {}

  record FromImport(Expression file, List<Taken> taken, boolean context, int at)
      implements Statement {
    record Taken(String name, String as) {}
  }

  record Parameter(String name, @Nullable Expression otherwise) {}

  record FilterStep(String name, CallArguments arguments, int at) {
    Filtered on(Expression base) {
      return new Filtered(base, name, arguments, at);
    }
  }

  /** The place to which a value is assigned. */
  sealed interface Target {
    record Variable(String name) implements Target {}

    record Several(List<Target> targets, int at) implements Target {}

    /** {@code namespace.name}. */
    record Member(String namespace, String name, int at) implements Target {}
  }
}
