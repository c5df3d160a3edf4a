package org.hactl.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.jinja.Expression.Constant;
import org.hactl.jinja.Expression.ListOf;
import org.hactl.jinja.Expression.MapOf;
import org.hactl.jinja.Expression.Name;
import org.hactl.jinja.Expression.Pair;
import org.hactl.jinja.Expression.Signed;
import org.hactl.jinja.Expression.TupleOf;
import org.hactl.jinja.Token.Kind;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** Reads a value that is written as Python or JSON writes it. */
public final class PythonLiterals {
  private static final Syntax SYNTAX = new Syntax(false, false, Syntax.Backslashes.ESCAPE);

  private PythonLiterals() {}

  /**
   * The value; empty if the text is not one.
   *
   * @param names constants of templates that are not known here
   */
  public static Optional<Object> read(String text, Set<String> names) {
    try {
      List<Token> words = new ArrayList<>();
      String tag = text + "%}";
      int end = new ExpressionLexer(tag, 0, false, SYNTAX, words, 0).run();
      words.add(new Token(Kind.END, "", end));
      if (end != text.length()) {
        return Optional.empty();
      }
      if (words.stream().anyMatch(word -> word.is(Kind.NAME) && names.contains(word.text()))) {
        return Optional.empty();
      }
      Tokens tokens = new Tokens(words);
      Expression expression = new ExpressionParser(tokens).tuple(true, null);
      return tokens.current().is(Kind.END) ? Optional.of(value(expression)) : Optional.empty();
    } catch (JinjaException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static Object value(Expression expression) {
    return switch (expression) {
      case Constant(Object value, int _) -> value;
      case Name(String name, int _) when name.equals("null") -> None.NONE;
      case Signed(String sign, Constant(Object value, int _), int _)
          when Numbers.isNumber(value) && !(value instanceof Boolean) ->
          negated(sign, value);
      case ListOf(List<Expression> items, int _) ->
          new ArrayList<>(items.stream().map(PythonLiterals::value).toList());
      case TupleOf(List<Expression> items, int _) ->
          new Tuple(items.stream().map(PythonLiterals::value).toList());
      case MapOf(List<Pair> pairs, int _) -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        pairs.forEach(pair -> map.put(Values.key(value(pair.key())), value(pair.value())));
        yield map;
      }
      default -> throw new JinjaException("not a literal");
    };
  }

  private static Object negated(String sign, Object value) {
    if (sign.equals("+")) {
      return value;
    }
    return value instanceof Double number ? -number : Numbers.of(Numbers.whole(value).negate());
  }
}
