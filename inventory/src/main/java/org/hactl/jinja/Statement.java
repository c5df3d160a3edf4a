package org.hactl.jinja;

import java.util.List;
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
   */
  record For(
      Target target,
      Expression items,
      @Nullable Expression test,
      List<Statement> body,
      List<Statement> otherwise,
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
   * @param usesCaller whether {@code {% call %}} can call it
   */
  record Macro(String name, List<Parameter> parameters, List<Statement> body, boolean usesCaller)
      implements Statement {}

  record CallBlock(List<Parameter> parameters, Call call, List<Statement> body)
      implements Statement {}

  record FilterBlock(List<FilterStep> filters, List<Statement> body) implements Statement {}

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
