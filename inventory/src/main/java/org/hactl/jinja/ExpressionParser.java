package org.hactl.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hactl.jinja.Expression.And;
import org.hactl.jinja.Expression.Arithmetic;
import org.hactl.jinja.Expression.Choice;
import org.hactl.jinja.Expression.Compared;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.Joined;
import org.hactl.jinja.Expression.Not;
import org.hactl.jinja.Expression.Or;
import org.hactl.jinja.Expression.Signed;
import org.hactl.jinja.Expression.Step;
import org.hactl.jinja.Expression.TupleOf;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;
import org.jspecify.annotations.Nullable;

/** Reads expressions, from the weakest operator to the strongest, in Jinja's order. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private final Tokens tokens;
  private final PrimaryParser primary;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
    primary = new PrimaryParser(tokens, this);
  }

  PrimaryParser primary() {
    return primary;
  }

  /** An expression, or several with commas between them, which make a tuple. */
  Expression tuple(boolean withChoice, @Nullable String endWord) {
    int at = tokens.current().at();
    List<Expression> items = new ArrayList<>();
    items.add(withChoice ? expression() : or());
    boolean several = false;
    while (tokens.takeOperator(",")) {
      several = true;
      if (endsTuple(endWord)) {
        break;
      }
      items.add(withChoice ? expression() : or());
    }
    return several ? new TupleOf(items, at) : items.getFirst();
  }

  private boolean endsTuple(@Nullable String endWord) {
    Token token = tokens.current();
    return token.is(Kind.END)
        || token.is(Kind.PRINT_END)
        || token.is(Kind.BLOCK_END)
        || token.operator(")")
        || (endWord != null && token.name(endWord));
  }

  Expression expression() {
    tokens.deeper();
    Expression then = or();
    while (tokens.current().name("if")) {
      int at = tokens.take().at();
      Expression test = or();
      Expression otherwise = tokens.takeName("else") ? expression() : null;
      then = new Choice(test, then, otherwise, at);
    }
    tokens.higher();
    return then;
  }

  Expression or() {
    Expression left = and();
    while (tokens.current().name("or")) {
      int at = tokens.take().at();
      left = new Or(left, and(), at);
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (tokens.current().name("and")) {
      int at = tokens.take().at();
      left = new And(left, not(), at);
    }
    return left;
  }

  private Expression not() {
    if (!tokens.current().name("not")) {
      return compared();
    }
    tokens.deeper();
    int at = tokens.take().at();
    Expression made = new Not(not(), at);
    tokens.higher();
    return made;
  }

  private Expression compared() {
    Expression first = sum();
    int at = tokens.current().at();
    List<Step> steps = new ArrayList<>();
    while (true) {
      Token token = tokens.current();
      if (token.is(Kind.OPERATOR) && COMPARISONS.contains(token.text())) {
        tokens.take();
        steps.add(new Step(token.text(), sum()));
      } else if (token.name("in")) {
        tokens.take();
        steps.add(new Step("in", sum()));
      } else if (token.name("not") && tokens.following().name("in")) {
        tokens.take();
        tokens.take();
        steps.add(new Step("not in", sum()));
      } else {
        return steps.isEmpty() ? first : new Compared(first, steps, at);
      }
    }
  }

  private Expression sum() {
    Expression left = joined();
    while (tokens.current().operator("+") || tokens.current().operator("-")) {
      Token sign = tokens.take();
      left = new Arithmetic(sign.text(), left, joined(), sign.at());
    }
    return left;
  }

  private Expression joined() {
    Expression first = product();
    if (!tokens.current().operator("~")) {
      return first;
    }
    int at = tokens.current().at();
    List<Expression> parts = new ArrayList<>(List.of(first));
    while (tokens.takeOperator("~")) {
      parts.add(product());
    }
    return new Joined(parts, at);
  }

  private Expression product() {
    Expression left = power();
    while (true) {
      Token sign = tokens.current();
      if (!sign.operator("*")
          && !sign.operator("/")
          && !sign.operator("//")
          && !sign.operator("%")) {
        return left;
      }
      tokens.take();
      left = new Arithmetic(sign.text(), left, power(), sign.at());
    }
  }

  private Expression power() {
    Expression left = signed(true);
    while (tokens.current().operator("**")) {
      int at = tokens.take().at();
      Expression right = signed(true);
      if (isConstant(left) && left instanceof Signed && !isConstant(right)) {
        throw new JinjaException(
            "Jinja reads -2 ** x as -(2 ** x), also in brackets; use the filter pow", at);
      }
      left = new Arithmetic("**", left, right, at);
    }
    return left;
  }

  private static boolean isConstant(Expression expression) {
    return expression instanceof Constant
        || (expression instanceof Signed(String _, Expression number, int _)
            && number instanceof Constant);
  }

  private Expression signed(boolean withFilters) {
    Token sign = tokens.current();
    Expression made;
    if (sign.operator("-") || sign.operator("+")) {
      tokens.deeper();
      tokens.take();
      made = new Signed(sign.text(), signed(false), sign.at());
      tokens.higher();
    } else {
      made = primary.primary();
    }
    made = primary.postfix(made);
    return withFilters ? primary.filters(made) : made;
  }
}
