package org.hactl.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names of trackers joined by {@code and}, {@code or}, {@code not} and parentheses: {@code uplink
 * and (gw or not maintenance)}. {@code not} binds tightest, then {@code and}, then {@code or}.
 *
 * <p>A name has letters, digits, {@code _}, {@code .} and {@code -}. {@link #toString} gives the
 * shortest form; {@link #parse} reads it back as the same expression.
 */
public sealed interface TrackExpression {
  /** How deep {@code not} and parentheses may be nested. */
  int MAX_DEPTH = 64;

  /**
   * Reads an expression.
   *
   * @throws TrackExpressionException with the column and what was expected there
   */
  static TrackExpression parse(String text) {
    return new TrackExpressionParser(text).parse();
  }

  /** Whether the text can be the name of a tracker. */
  static boolean isName(String word) {
    return TrackExpressionParser.isName(word);
  }

  /** The value of the expression, given the value of each name. */
  Truth evaluate(Function<String, Truth> values);

  /** The names in it, in the order of their first appearance. */
  default Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    collectNames(names);
    return Collections.unmodifiableSet(names);
  }

  /**
   * The names that decide the expression's value: while their values stay the same, the expression
   * keeps its value, whatever values the other names have.
   */
  default Set<String> decidedBy(Function<String, Truth> values) {
    Set<String> names = new LinkedHashSet<>();
    collectDeciding(values, names);
    return Collections.unmodifiableSet(names);
  }

  /** Adds this expression's names to the result of {@link #names}. */
  void collectNames(Set<String> names);

  /** Adds this expression's deciding names to the result of {@link #decidedBy}. */
  void collectDeciding(Function<String, Truth> values, Set<String> names);

  /** True while the tracker is true. */
  record Name(String name) implements TrackExpression {
    public Name {
      if (!isName(name)) {
        throw new IllegalArgumentException("not the name of a tracker: " + name);
      }
    }

    @Override
    public Truth evaluate(Function<String, Truth> values) {
      return values.apply(name);
    }

    @Override
    public void collectNames(Set<String> names) {
      names.add(name);
    }

    @Override
    public void collectDeciding(Function<String, Truth> values, Set<String> names) {
      names.add(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** True while the term is false. */
  record Not(TrackExpression term) implements TrackExpression {
    @Override
    public Truth evaluate(Function<String, Truth> values) {
      return term.evaluate(values).not();
    }

    @Override
    public void collectNames(Set<String> names) {
      term.collectNames(names);
    }

    @Override
    public void collectDeciding(Function<String, Truth> values, Set<String> names) {
      term.collectDeciding(values, names);
    }

    @Override
    public String toString() {
      return "not " + (term instanceof Joined ? "(" + term + ")" : term);
    }
  }

  /**
   * Terms joined by one word; a nested term that is joined by the same word is merged into it.
   *
   * @param word also determines which term decides the whole: one false term for {@code and}, one
   *     true term for {@code or}
   * @param terms two or more
   */
  record Joined(Word word, List<TrackExpression> terms) implements TrackExpression {
    public Joined {
      List<TrackExpression> flat = new ArrayList<>();
      for (TrackExpression term : terms) {
        if (term instanceof Joined joined && joined.word == word) {
          flat.addAll(joined.terms);
        } else {
          flat.add(term);
        }
      }
      if (flat.size() < 2) {
        throw new IllegalArgumentException("'" + word + "' needs at least two terms");
      }
      terms = List.copyOf(flat);
    }

    @Override
    public Truth evaluate(Function<String, Truth> values) {
      Truth result = word.decisive.not();
      for (TrackExpression term : terms) {
        Truth value = term.evaluate(values);
        if (value == word.decisive) {
          return value;
        }
        if (value == Truth.UNKNOWN) {
          result = value;
        }
      }
      return result;
    }

    @Override
    public void collectNames(Set<String> names) {
      terms.forEach(term -> term.collectNames(names));
    }

    @Override
    public void collectDeciding(Function<String, Truth> values, Set<String> names) {
      Truth result = evaluate(values);
      terms.stream()
          .filter(term -> result == word.decisive.not() || term.evaluate(values) == result)
          .forEach(term -> term.collectDeciding(values, names));
    }

    @Override
    public String toString() {
      return terms.stream()
          .map(term ->
              word == Word.AND && term instanceof Joined ? "(" + term + ")" : term.toString())
          .collect(Collectors.joining(" " + word + " "));
    }
  }

  /** The word that joins terms. */
  enum Word {
    AND("and", Truth.FALSE),
    OR("or", Truth.TRUE);

    private final String text;
    private final Truth decisive;

    Word(String text, Truth decisive) {
      this.text = text;
      this.decisive = decisive;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
