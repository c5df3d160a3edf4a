package org.hactl.jinja;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.Expression.Attribute;
import org.hactl.jinja.Expression.Call;
import org.hactl.jinja.Expression.CallArguments;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.Filtered;
import org.hactl.jinja.Expression.Item;
import org.hactl.jinja.Expression.ListOf;
import org.hactl.jinja.Expression.MapOf;
import org.hactl.jinja.Expression.Name;
import org.hactl.jinja.Expression.NamedArgument;
import org.hactl.jinja.Expression.Not;
import org.hactl.jinja.Expression.Pair;
import org.hactl.jinja.Expression.Slice;
import org.hactl.jinja.Expression.Tested;
import org.hactl.jinja.Expression.TupleOf;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.jspecify.annotations.Nullable;

/** Reads literals and names, and the keys, calls, filters and tests that follow them. */
final class PrimaryParser {
  private final Tokens tokens;
  private final ExpressionParser expressions;

  PrimaryParser(Tokens tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  Expression primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name(tokens.take());
      case STRING -> string();
      case INTEGER -> new Constant(integer(tokens.take().text()), token.at());
      case DECIMAL ->
          new Constant(Double.valueOf(tokens.take().text().replace("_", "")), token.at());
      case OPERATOR -> bracketed(token);
      case DATA, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END ->
          throw tokens.expected("an expression");
    };
  }

  private static Expression name(Token token) {
    return switch (token.text()) {
      case "true", "True" -> new Constant(true, token.at());
      case "false", "False" -> new Constant(false, token.at());
      case "none", "None" -> new Constant(None.NONE, token.at());
      default -> new Name(token.text(), token.at());
    };
  }

  private Expression string() {
    Token first = tokens.take();
    StringBuilder text = new StringBuilder(first.text());
    while (tokens.current().is(Kind.STRING)) {
      text.append(tokens.take().text());
    }
    return new Constant(text.toString(), first.at());
  }

  private static Object integer(String written) {
    String text = written.replace("_", "").toLowerCase(java.util.Locale.ROOT);
    int base =
        text.startsWith("0x") ? 16 : text.startsWith("0o") ? 8 : text.startsWith("0b") ? 2 : 10;
    return Numbers.of(new BigInteger(base == 10 ? text : text.substring(2), base));
  }

  private Expression bracketed(Token token) {
    return switch (token.text()) {
      case "(" -> {
        tokens.take();
        if (tokens.takeOperator(")")) {
          yield new TupleOf(List.of(), token.at());
        }
        Expression inside = expressions.tuple(true, null);
        tokens.expectOperator(")");
        yield inside;
      }
      case "[" -> {
        tokens.take();
        List<Expression> items = new ArrayList<>();
        while (!tokens.current().operator("]")) {
          items.add(expressions.expression());
          if (!tokens.takeOperator(",")) {
            break;
          }
        }
        tokens.expectOperator("]");
        yield new ListOf(items, token.at());
      }
      case "{" -> map(tokens.take());
      default -> throw tokens.expected("an expression");
    };
  }

  private Expression map(Token open) {
    List<Pair> pairs = new ArrayList<>();
    while (!tokens.current().operator("}")) {
      Expression key = expressions.expression();
      tokens.expectOperator(":");
      pairs.add(new Pair(key, expressions.expression()));
      if (!tokens.takeOperator(",")) {
        break;
      }
    }
    tokens.expectOperator("}");
    return new MapOf(pairs, open.at());
  }

  /** Keys, indexes and calls behind an expression. */
  Expression postfix(Expression base) {
    Expression made = base;
    while (true) {
      Token token = tokens.current();
      if (token.operator(".")) {
        made = attribute(made, tokens.take().at());
      } else if (token.operator("[")) {
        made = item(made, tokens.take().at());
      } else if (token.operator("(")) {
        made = new Call(made, arguments(), token.at());
      } else {
        return made;
      }
    }
  }

  private Expression attribute(Expression base, int at) {
    Token token = tokens.take();
    return switch (token.kind()) {
      case NAME -> new Attribute(base, token.text(), at);
      case INTEGER -> new Item(base, new Constant(integer(token.text()), token.at()), at);
      default -> throw new JinjaException("expected a name behind the dot", token.at());
    };
  }

  private Expression item(Expression base, int at) {
    Expression from = tokens.current().operator(":") ? null : expressions.expression();
    if (!tokens.current().operator(":")) {
      if (tokens.current().operator(",")) {
        throw new JinjaException("an index with a comma", tokens.current().at());
      }
      tokens.expectOperator("]");
      return new Item(base, java.util.Objects.requireNonNull(from), at);
    }
    tokens.take();
    Expression to = sliceEnd();
    Expression step = tokens.takeOperator(":") ? sliceEnd() : null;
    tokens.expectOperator("]");
    return new Slice(base, from, to, step, at);
  }

  private @Nullable Expression sliceEnd() {
    return tokens.current().operator(":") || tokens.current().operator("]")
        ? null
        : expressions.expression();
  }

  /** Filters, tests and calls behind an expression. */
  Expression filters(Expression base) {
    Expression made = base;
    while (true) {
      Token token = tokens.current();
      if (token.operator("|")) {
        tokens.take();
        int at = tokens.current().at();
        String name = dottedName("the name of a filter");
        made = Checks.filter(new Filtered(made, name, optionalArguments(), at));
      } else if (token.name("is")) {
        made = test(made);
      } else if (token.operator("(")) {
        made = new Call(made, arguments(), token.at());
      } else {
        return made;
      }
    }
  }

  CallArguments optionalArguments() {
    return tokens.current().operator("(") ? arguments() : CallArguments.NONE;
  }

  String dottedName(String what) {
    StringBuilder name = new StringBuilder(tokens.expect(Kind.NAME, what).text());
    while (tokens.takeOperator(".")) {
      name.append('.').append(tokens.expect(Kind.NAME, what).text());
    }
    return name.toString();
  }

  private Expression test(Expression base) {
    tokens.take();
    boolean negated = tokens.takeName("not");
    int at = tokens.current().at();
    String name = dottedName("the name of a test");
    CallArguments arguments = CallArguments.NONE;
    if (tokens.current().operator("(")) {
      arguments = arguments();
    } else if (beginsArgument(tokens.current())) {
      if (tokens.current().name("is")) {
        throw tokens.expected("an operator between two tests");
      }
      Expression argument = postfix(primary());
      arguments = new CallArguments(List.of(argument), List.of(), null, null);
    }
    Expression made = Checks.test(new Tested(base, name, arguments, at));
    return negated ? new Not(made, at) : made;
  }

  private static boolean beginsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !token.name("else") && !token.name("or") && !token.name("and");
      case STRING, INTEGER, DECIMAL -> true;
      case OPERATOR -> token.operator("[") || token.operator("{");
      default -> false;
    };
  }

  CallArguments arguments() {
    tokens.expectOperator("(");
    List<Expression> positional = new ArrayList<>();
    List<NamedArgument> named = new ArrayList<>();
    Expression list = null;
    Expression map = null;
    while (!tokens.current().operator(")")) {
      Token token = tokens.current();
      if (tokens.takeOperator("*")) {
        list = expressions.expression();
      } else if (tokens.takeOperator("**")) {
        map = expressions.expression();
      } else if (token.is(Kind.NAME) && tokens.following().operator("=")) {
        tokens.take();
        tokens.take();
        named.add(new NamedArgument(token.text(), expressions.expression()));
      } else if (named.isEmpty() && list == null && map == null) {
        positional.add(expressions.expression());
      } else {
        throw tokens.expected("an argument with a name");
      }
      if (!tokens.takeOperator(",")) {
        break;
      }
    }
    tokens.expectOperator(")");
    return new CallArguments(positional, named, list, map);
  }
}
