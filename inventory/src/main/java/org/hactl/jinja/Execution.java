package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.Evaluator.Given;
import org.hactl.jinja.Statement.Assign;
import org.hactl.jinja.Statement.Block;
import org.hactl.jinja.Statement.CallBlock;
import org.hactl.jinja.Statement.Capture;
import org.hactl.jinja.Statement.Data;
import org.hactl.jinja.Statement.FilterBlock;
import org.hactl.jinja.Statement.FilterStep;
import org.hactl.jinja.Statement.For;
import org.hactl.jinja.Statement.FromImport;
import org.hactl.jinja.Statement.If;
import org.hactl.jinja.Statement.Import;
import org.hactl.jinja.Statement.Include;
import org.hactl.jinja.Statement.Macro;
import org.hactl.jinja.Statement.Parameter;
import org.hactl.jinja.Statement.Print;
import org.hactl.jinja.Statement.Target;
import org.hactl.jinja.Statement.With;
import org.hactl.jinja.filter.Callable;
import org.hactl.jinja.filter.Runtime;
import org.hactl.jinja.filter.Signature;
import org.hactl.jinja.filter.Undefineds;
import org.hactl.jinja.python.DictView;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Namespace;
import org.hactl.jinja.python.NativeText;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Range;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Undefined;
import org.hactl.jinja.python.Values;
import org.jspecify.annotations.Nullable;

/** Runs statements; the result is the list of what they print. */
final class Execution {
  private final Runtime runtime;
  private final Evaluator evaluator;
  private final Inclusion inclusion;
  private final boolean values;
  private List<Object> output = new ArrayList<>();

  /**
   * @param values whether a block of the template gives a value that it looks like, as in a value
   *     of YAML; in a file it gives a text
   */
  Execution(Runtime runtime, boolean values) {
    this.runtime = runtime;
    this.values = values;
    evaluator = new Evaluator(runtime);
    inclusion = new Inclusion(runtime);
  }

  /** What the statements print: texts of the template, and values. */
  List<Object> run(List<Statement> statements) {
    all(statements, new Scope(null));
    return output;
  }

  private void all(List<Statement> statements, Scope scope) {
    statements.forEach(statement -> one(statement, scope));
  }

  private void one(Statement statement, Scope scope) {
    runtime.spend(4);
    switch (statement) {
      case Data(String text) -> output.add(text);
      case Print(Expression value) -> print(value, scope);
      case If(Expression test, List<Statement> then, List<Statement> otherwise) ->
          all(evaluator.test(test, scope) ? then : otherwise, scope);
      case For loop -> loop(loop, evaluator.evaluate(loop.items(), scope), 1, scope);
      case Block(List<Statement> body) -> all(body, new Scope(scope));
      case Include include -> include(include, scope);
      case Import(Expression file, String as, boolean context, int at) ->
          scope.set(as, new Namespace(module(file, context, at, scope)));
      case FromImport(Expression file, List<FromImport.Taken> taken, boolean context, int at) -> {
        Map<String, Object> module = module(file, context, at, scope);
        for (FromImport.Taken one : taken) {
          Object value = module.get(one.name());
          scope.set(
              one.as(),
              value != null
                  ? value
                  : Undefined.of("the template file has no \"" + one.name() + "\"", at));
        }
      }
      case Assign(Target target, Expression value) ->
          Assignment.assign(target, evaluator.evaluate(value, scope), scope);
      case Capture(Target target, List<FilterStep> filters, List<Statement> body) ->
          Assignment.assign(
              target, filtered(captured(body, new Scope(scope)), filters, scope), scope);
      case With(List<Assign> values, List<Statement> body) -> {
        Scope inner = new Scope(scope);
        Scope given = new Scope(scope);
        values.forEach(value ->
            Assignment.assign(value.target(), evaluator.evaluate(value.value(), given), inner));
        all(body, inner);
      }
      case Macro macro ->
          scope.set(
              macro.name(),
              macro(macro.name(), macro.parameters(), macro.body(), macro.uses(), scope));
      case CallBlock(List<Parameter> parameters, Expression.Call call, List<Statement> body) -> {
        Object target = evaluator.evaluate(call.target(), scope);
        if (!(Values.defined(target) instanceof MacroValue called)) {
          throw new JinjaException("{% call %} takes the call of a macro", call.at());
        }
        Given given = evaluator.arguments(call.arguments(), scope);
        MacroValue caller = macro("caller", parameters, body, Set.of("caller"), scope);
        output.add(called.call(given.positional(), given.named(), caller));
      }
      case FilterBlock(List<FilterStep> filters, List<Statement> body) ->
          output.add(filtered(captured(body, new Scope(scope)), filters, scope));
    }
  }

  private void print(Expression expression, Scope scope) {
    Object value = evaluator.evaluate(expression, scope);
    try {
      if (value instanceof Namespace || value instanceof Callable) {
        throw new JinjaException(Values.a(value) + " cannot be printed; is a \"()\" missing?");
      }
      boolean noElse = value instanceof Undefined u && u.problem().equals(Undefined.NO_ELSE);
      if (value == None.NONE || noElse) {
        output.add("");
      } else if (value instanceof DictView || value instanceof Range) {
        output.add(new ArrayList<>(Values.items(value)));
      } else {
        output.add(
            runtime.isNative(value) ? new NativeText((String) value) : Undefineds.refused(value));
      }
    } catch (JinjaException e) {
      throw e.placed(expression.at());
    }
  }

  private Object captured(List<Statement> body, Scope scope) {
    List<Object> outer = output;
    output = new ArrayList<>();
    try {
      all(body, scope);
      return values ? Printed.value(output, runtime) : Printed.text(output, runtime);
    } finally {
      output = outer;
    }
  }

  private Object filtered(Object block, List<FilterStep> filters, Scope scope) {
    Object value = block;
    for (FilterStep step : filters) {
      Expression base = new Expression.Constant(value, step.at());
      value = evaluator.evaluate(step.on(base), scope);
    }
    return value;
  }

  private void include(Include include, Scope scope) {
    try {
      Object names = Values.defined(evaluator.evaluate(include.names(), scope));
      Optional<List<Statement>> found =
          include.ignoreMissing() ? inclusion.find(names) : Optional.of(inclusion.required(names));
      Scope inner = include.context() ? new Scope(scope) : Scope.alone();
      found.ifPresent(statements -> output.add(runtime.deeper(() -> captured(statements, inner))));
    } catch (JinjaException e) {
      throw e.placed(include.at());
    }
  }

  /** What a file sets, except names that begin with {@code _}. */
  private Map<String, Object> module(Expression file, boolean context, int at, Scope scope) {
    try {
      List<Statement> statements =
          inclusion.required(Values.defined(evaluator.evaluate(file, scope)));
      Scope inner = context ? new Scope(scope) : Scope.alone();
      var _ = runtime.deeper(() -> captured(statements, inner));
      Map<String, Object> made = new LinkedHashMap<>(inner.own());
      made.keySet().removeIf(name -> name.startsWith("_"));
      return made;
    } catch (JinjaException e) {
      throw e.placed(at);
    }
  }

  private void loop(For loop, Object source, int depth, Scope scope) {
    List<Object> items;
    try {
      items = Values.items(source);
    } catch (JinjaException e) {
      throw e.placed(loop.items().at());
    }
    runtime.spend(items.size());
    List<Object> passed = items;
    if (loop.test() != null) {
      passed = new ArrayList<>();
      for (Object item : items) {
        Scope inner = new Scope(scope);
        Assignment.assign(loop.target(), item, inner);
        if (evaluator.test(loop.test(), inner)) {
          passed.add(item);
        }
      }
    }
    Optional<Callable> recursion =
        loop.recursive() ? Optional.of(recursion(loop, depth, scope)) : Optional.empty();
    LoopState state = new LoopState(passed, runtime, depth, recursion);
    for (Object item : passed) {
      runtime.spend(100);
      Scope inner = new Scope(scope);
      inner.set("loop", state.variables());
      Assignment.assign(loop.target(), item, inner);
      all(loop.body(), inner);
      state.next();
    }
    if (passed.isEmpty()) {
      all(loop.otherwise(), new Scope(scope));
    }
  }

  /** {@code loop(items)}: the text that the same loop makes of other items. */
  private Callable recursion(For loop, int depth, Scope scope) {
    return (positional, named, _) -> {
      if (positional.size() != 1 || !named.isEmpty()) {
        throw new JinjaException("loop() takes the items of the inner loop");
      }
      List<Object> outer = output;
      output = new ArrayList<>();
      try {
        return runtime.deeper(() -> {
          loop(loop, positional.getFirst(), depth + 1, scope);
          return values ? Printed.value(output, runtime) : Printed.text(output, runtime);
        });
      } finally {
        output = outer;
      }
    };
  }

  private MacroValue macro(
      String name,
      List<Parameter> parameters,
      List<Statement> body,
      Set<String> uses,
      Scope scope) {
    return (positional, named, caller) -> {
      if (caller != null && !uses.contains("caller")) {
        throw new JinjaException("the macro \"" + name + "\" does not use caller()");
      }
      Signature signature =
          new Signature(
              parameters.stream().map(p -> new Signature.Parameter(p.name(), None.NONE)).toList(),
              uses.contains("varargs"),
              uses.contains("kwargs"));
      signature.check(
          "the macro \"" + name + "\"", positional.size(), List.copyOf(named.keySet()), true);
      Scope inner = new Scope(scope);
      for (int i = 0; i < parameters.size(); i++) {
        Parameter parameter = parameters.get(i);
        Object given = i < positional.size() ? positional.get(i) : named.get(parameter.name());
        if (given == null) {
          given =
              parameter.otherwise() == null
                  ? Undefined.of(
                      "the parameter \"" + parameter.name() + "\" of the macro has no value", -1)
                  : evaluator.evaluate(parameter.otherwise(), inner);
        }
        inner.set(parameter.name(), given);
      }
      if (caller != null) {
        inner.set("caller", caller);
      }
      if (uses.contains("varargs")) {
        int taken = Math.min(positional.size(), parameters.size());
        inner.set("varargs", new Tuple(positional.subList(taken, positional.size())));
      }
      if (uses.contains("kwargs")) {
        Map<Object, Object> others = new LinkedHashMap<>(named);
        parameters.forEach(parameter -> others.remove(parameter.name()));
        inner.set("kwargs", others);
      }
      return runtime.deeper(() -> captured(body, inner));
    };
  }

  /** A macro. */
  @FunctionalInterface
  private interface MacroValue extends Callable {
    Object call(List<Object> positional, Map<String, Object> named, @Nullable MacroValue caller);

    @Override
    default Object call(List<Object> positional, Map<String, Object> named, Runtime runtime) {
      return call(positional, named, (MacroValue) null);
    }
  }
}
