package org.hactl.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of a template. */
sealed interface Expression {
  /** The expression's offset in the template. */
  int at();

  /** A literal. */
  record Constant(Object value, int at) implements Expression {}

  record Name(String name, int at) implements Expression {}

  record ListOf(List<Expression> items, int at) implements Expression {}

  record TupleOf(List<Expression> items, int at) implements Expression {}

  record MapOf(List<Pair> pairs, int at) implements Expression {}

  record Pair(Expression key, Expression value) {}

  /** {@code base.name}. */
  record Attribute(Expression base, String name, int at) implements Expression {}

  /** {@code base[key]}. */
  record Item(Expression base, Expression key, int at) implements Expression {}

  /** {@code base[from:to:step]}. */
  record Slice(
      Expression base,
      @Nullable Expression from,
      @Nullable Expression to,
      @Nullable Expression step,
      int at)
      implements Expression {}

  record Call(Expression target, CallArguments arguments, int at) implements Expression {}

  /** {@code base | name(arguments)}. */
  record Filtered(Expression base, String name, CallArguments arguments, int at)
      implements Expression {}

  /** {@code base is name(arguments)}. */
  record Tested(Expression base, String name, CallArguments arguments, int at)
      implements Expression {}

  record Not(Expression operand, int at) implements Expression {}

  /** A sign before a number. */
  record Signed(String sign, Expression operand, int at) implements Expression {}

  record Arithmetic(String sign, Expression left, Expression right, int at) implements Expression {}

  /** {@code left ~ right}. */
  record Joined(List<Expression> parts, int at) implements Expression {}

  record And(Expression left, Expression right, int at) implements Expression {}

  record Or(Expression left, Expression right, int at) implements Expression {}

  /** {@code first < second <= third}. */
  record Compared(Expression first, List<Step> steps, int at) implements Expression {}

  record Step(String operator, Expression operand) {}

  /** {@code then if test else otherwise}. */
  record Choice(Expression test, Expression then, @Nullable Expression otherwise, int at)
      implements Expression {}

  /**
   * The arguments of a call.
   *
   * @param list the expression behind {@code *}
   * @param map the expression behind {@code **}
   */
  record CallArguments(
      List<Expression> positional,
      List<NamedArgument> named,
      @Nullable Expression list,
      @Nullable Expression map) {
    static final CallArguments NONE = new CallArguments(List.of(), List.of(), null, null);
  }

  record NamedArgument(String name, Expression value) {}
}
