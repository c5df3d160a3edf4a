package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.Expression.And;
import org.hactl.jinja.Expression.Arithmetic;
import org.hactl.jinja.Expression.Attribute;
import org.hactl.jinja.Expression.Call;
import org.hactl.jinja.Expression.CallArguments;
import org.hactl.jinja.Expression.Choice;
import org.hactl.jinja.Expression.Compared;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.Filtered;
import org.hactl.jinja.Expression.Item;
import org.hactl.jinja.Expression.Joined;
import org.hactl.jinja.Expression.ListOf;
import org.hactl.jinja.Expression.MapOf;
import org.hactl.jinja.Expression.Name;
import org.hactl.jinja.Expression.NamedArgument;
import org.hactl.jinja.Expression.Not;
import org.hactl.jinja.Expression.Or;
import org.hactl.jinja.Expression.Signed;
import org.hactl.jinja.Expression.Slice;
import org.hactl.jinja.Expression.Step;
import org.hactl.jinja.Expression.Tested;
import org.hactl.jinja.Expression.TupleOf;
import org.hactl.jinja.filter.Arithmetics;
import org.hactl.jinja.filter.Callable;
import org.hactl.jinja.filter.Filter;
import org.hactl.jinja.filter.Filters;
import org.hactl.jinja.filter.Functions;
import org.hactl.jinja.filter.Items;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.filter.Tests;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.LazyMap;
import org.hactl.jinja.python.Markup;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Omit;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;
import org.jspecify.annotations.Nullable;

/** Computes expressions. An error gets the place of the innermost expression that caused it. */
final class Evaluator {
  private final Runtime runtime;

  Evaluator(Runtime runtime) {
    this.runtime = runtime;
  }

  Object evaluate(Expression expression, Scope scope) {
    runtime.spend(4);
    try {
      return runtime.reveal(compute(expression, scope));
    } catch (JinjaException e) {
      throw e.placed(expression.at());
    }
  }

  /** A value for an operator, with all that is in it. */
  private Object operand(Expression expression, Scope scope) {
    return runtime.open(Values.defined(evaluate(expression, scope)));
  }

  boolean test(Expression expression, Scope scope) {
    Object value = evaluate(expression, scope);
    try {
      return Values.truth(value);
    } catch (JinjaException e) {
      throw e.placed(expression.at());
    }
  }

  private Object compute(Expression expression, Scope scope) {
    return switch (expression) {
      case Constant(Object value, int _) -> value;
      case Name name -> name(name, scope);
      case ListOf(List<Expression> items, int _) -> all(items, scope);
      case TupleOf(List<Expression> items, int _) -> new Tuple(all(items, scope));
      case MapOf map -> map(map, scope);
      case Attribute(Expression base, String name, int at) ->
          Items.attribute(evaluate(base, scope), name, at, Paths.of(expression));
      case Item(Expression base, Expression key, int at) ->
          Items.item(evaluate(base, scope), evaluate(key, scope), at, Paths.of(expression));
      case Slice slice ->
          Items.slice(
              evaluate(slice.base(), scope),
              orNone(slice.from(), scope),
              orNone(slice.to(), scope),
              orNone(slice.step(), scope),
              runtime);
      case Call call -> call(call, scope);
      case Filtered filtered -> unnamed(expression, filter(filtered, scope));
      case Tested tested -> tested(tested, scope);
      case Not(Expression operand, int _) -> !test(operand, scope);
      case Signed(String sign, Expression operand, int _) -> signed(sign, operand, scope);
      case Arithmetic(String sign, Expression left, Expression right, int _) -> {
        Object made = Arithmetics.apply(sign, operand(left, scope), operand(right, scope), runtime);
        yield Constants.isConstant(expression) ? Constants.copy(made) : unnamed(expression, made);
      }
      case Joined(List<Expression> parts, int _) -> joined(parts, scope);
      case And(Expression left, Expression right, int _) -> {
        Object value = evaluate(left, scope);
        yield Values.truth(value) ? evaluate(right, scope) : value;
      }
      case Or(Expression left, Expression right, int _) -> {
        Object value = evaluate(left, scope);
        yield Values.truth(value) ? value : evaluate(right, scope);
      }
      case Compared compared -> compared(compared, scope);
      case Choice(Expression test, Expression then, @Nullable Expression otherwise, int at) -> {
        if (test(test, scope)) {
          yield evaluate(then, scope);
        }
        yield otherwise == null ? Undefined.of(Undefined.NO_ELSE, at) : evaluate(otherwise, scope);
      }
    };
  }

  private Object name(Name name, Scope scope) {
    Optional<Object> own = scope.get(name.name());
    if (own.isPresent()) {
      return own.get();
    }
    Optional<Object> known =
        scope.isAlone() ? Optional.empty() : runtime.lookups().get(name.name(), scope);
    if (known.isPresent()) {
      return known.get();
    }
    if (name.name().equals("omit")) {
      return Omit.OMIT;
    }
    return Functions.of(name.name())
        .<Object>map(function -> function)
        .orElseGet(() ->
            new Undefined(
                "the variable \"" + name.name() + "\" is not defined",
                runtime.variables().nearest(name.name()).orElse(null),
                name.at(),
                null));
  }

  /** The result of an expression; without names in it, Jinja may have made copies in it. */
  private Object unnamed(Expression expression, Object made) {
    if ((made instanceof List<?> || made instanceof Map<?, ?>) && !Constants.hasNames(expression)) {
      runtime.lookups().addUncertain(made);
    }
    return made;
  }

  private List<Object> all(List<Expression> items, Scope scope) {
    List<Object> values = new ArrayList<>();
    items.forEach(item -> values.add(evaluate(item, scope)));
    return values;
  }

  private Object map(MapOf map, Scope scope) {
    Map<Object, Object> values = new LinkedHashMap<>();
    for (Expression.Pair pair : map.pairs()) {
      Object key = Values.key(evaluate(pair.key(), scope));
      Object known =
          values.keySet().stream().filter(k -> Values.equal(k, key)).findFirst().orElse(key);
      values.put(known, evaluate(pair.value(), scope));
    }
    return values;
  }

  private Object orNone(@Nullable Expression expression, Scope scope) {
    return expression == null ? None.NONE : operand(expression, scope);
  }

  private Object signed(String sign, Expression operand, Scope scope) {
    Object value = operand(operand, scope);
    if (!Numbers.isNumber(value)) {
      throw new JinjaException("\"" + sign + "\" does not take " + Values.a(value));
    }
    if (value instanceof Double number) {
      return sign.equals("-") ? -number : number;
    }
    return Numbers.of(sign.equals("-") ? Numbers.whole(value).negate() : Numbers.whole(value));
  }

  private Object joined(List<Expression> parts, Scope scope) {
    StringBuilder out = new StringBuilder();
    for (Expression part : parts) {
      Object value = operand(part, scope);
      if (value instanceof Markup) {
        throw new JinjaException("\"~\" does not take " + Values.a(value));
      }
      out.append(runtime.str(value));
    }
    runtime.spend(out.length());
    return out.toString();
  }

  private Object compared(Compared compared, Scope scope) {
    Object left = operand(compared.first(), scope);
    for (Step step : compared.steps()) {
      boolean keys = step.operator().endsWith("in");
      Object right =
          keys && Values.defined(evaluate(step.operand(), scope)) instanceof LazyMap map
              ? map
              : operand(step.operand(), scope);
      if (!Ordering.test(step.operator(), left, right, runtime.budget())) {
        return false;
      }
      left = right;
    }
    return true;
  }

  /** Evaluated arguments of a call. */
  record Given(List<Object> positional, Map<String, Object> named) {}

  Given arguments(CallArguments arguments, Scope scope) {
    List<Object> positional = all(arguments.positional(), scope);
    Map<String, Object> named = new LinkedHashMap<>();
    for (NamedArgument argument : arguments.named()) {
      if (named.put(argument.name(), evaluate(argument.value(), scope)) != null) {
        throw new JinjaException("the argument \"" + argument.name() + "\" is given twice");
      }
    }
    if (arguments.list() != null) {
      positional.addAll(Values.items(evaluate(arguments.list(), scope)));
    }
    if (arguments.map() != null) {
      Values.map(evaluate(arguments.map(), scope))
          .forEach((key, value) -> named.put(Values.text(key), value));
    }
    return new Given(positional, named);
  }

  private Object call(Call call, Scope scope) {
    Object target = Values.defined(evaluate(call.target(), scope));
    if (target instanceof Namespace values
        && values.values().get(LoopState.RECURSION) instanceof Callable recursion) {
      target = recursion;
    }
    if (!(target instanceof Callable function)) {
      throw new JinjaException(Paths.of(call.target()) + " cannot be called");
    }
    Given given = arguments(call.arguments(), scope);
    return function.call(given.positional(), given.named(), runtime);
  }

  private Object filter(Filtered filtered, Scope scope) {
    Object value = evaluate(filtered.base(), scope);
    Given given = arguments(filtered.arguments(), scope);
    Filter filter = Filters.get(filtered.name());
    Object made = runtime.filter(filter, value, given.positional(), given.named());
    // Ansible makes a list of what a filter yields one by one.
    return made instanceof Range || made instanceof DictView
        ? new ArrayList<>(Values.items(made))
        : made;
  }

  private Object tested(Tested tested, Scope scope) {
    Object value = evaluate(tested.base(), scope);
    Given given = arguments(tested.arguments(), scope);
    Filter test = Tests.get(tested.name());
    return runtime.filter(test, value, given.positional(), given.named());
  }
}
