package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.hactl.host.TrackExpression.Joined;
import org.hactl.host.TrackExpression.Name;
import org.hactl.host.TrackExpression.Not;
import org.hactl.host.TrackExpression.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackExpressionTest {
  private static final long SEED = 20_261_124;
  private static final List<String> NAMES = List.of("a", "gw-1", "b.c", "up_link", "9", "-", "Z");

  @ParameterizedTest
  @CsvSource({
    "uplink, uplink",
    "'  a  and\tb ', a and b",
    "a or b and c, a or b and c",
    "(a or b) and c, (a or b) and c",
    "a or (b and c), a or b and c",
    "((a)), a",
    "not a and b, not a and b",
    "not (a and b), not (a and b)",
    "not(not(a)), not not a",
    "a and (b and (c and d)), a and b and c and d",
    "eth0.100 and web-1 and x_y, eth0.100 and web-1 and x_y",
    "android or notary, android or notary"
  })
  void printsTheShortestForm(String text, String canonical) {
    assertThat(TrackExpression.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 1, 'the name of a tracker, ''not'' or ''(''', the end",
    "'   ', 4, 'the name of a tracker, ''not'' or ''(''', the end",
    "a and, 6, 'the name of a tracker, ''not'' or ''(''', the end",
    "a b, 3, '''and'', ''or'' or the end', 'b'",
    "a AND b, 3, '''and'', ''or'' or the end', 'AND'",
    "and, 1, 'the name of a tracker, ''not'' or ''(''', 'and'",
    "a or or b, 6, 'the name of a tracker, ''not'' or ''(''', 'or'",
    "(a, 3, '''and'', ''or'' or '')''', the end",
    "(a b), 4, '''and'', ''or'' or '')''', 'b'",
    "a), 2, '''and'', ''or'' or the end', ')'",
    "(), 2, 'the name of a tracker, ''not'' or ''(''', ')'",
    "a && b, 3, '''and'', ''or'' or the end', '&'",
    "a and !b, 7, 'the name of a tracker, ''not'' or ''(''', '!'",
    "not, 4, 'the name of a tracker, ''not'' or ''(''', the end"
  })
  void saysWhereItIsWrongAndWhatCouldStandThere(
      String text, int column, String expected, String found) {
    TrackExpressionException wrong =
        catchThrowableOfType(TrackExpressionException.class, () -> TrackExpression.parse(text));
    assertThat(wrong.column()).isEqualTo(column);
    assertThat(wrong.expected()).isEqualTo(expected);
    String shown = found.startsWith("the ") ? found : "'" + found.replace("'", "") + "'";
    assertThat(wrong)
        .hasMessage("column %d: expected %s, found %s".formatted(column, expected, shown));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not ", "("})
  void nestingIsLimited(String opening) {
    String closing = opening.equals("(") ? ")" : "";
    int most = TrackExpression.MAX_DEPTH;
    assertThat(TrackExpression.parse(opening.repeat(most) + "a" + closing.repeat(most)).names())
        .containsExactly("a");
    assertThatThrownBy(() -> TrackExpression.parse(opening.repeat(100_000) + "a"))
        .isInstanceOf(TrackExpressionException.class)
        .hasMessageContaining("at most 64 levels of parentheses");
  }

  @Test
  void namesComeInTheirOrderOnce() {
    assertThat(TrackExpression.parse("c or not a and (b or c) or a").names())
        .containsExactly("c", "a", "b");
  }

  @Test
  void invalidNamesAndSingleTermsAreRefused() {
    Name a = new Name("a");
    assertThatThrownBy(() -> new Name("and")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Name("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Joined(Word.AND, List.of(a)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(TrackExpression.isName("")).isFalse();
    assertThat(TrackExpression.isName("not")).isFalse();
    assertThat(TrackExpression.isName("nothing")).isTrue();
  }

  /** Every table of values for three names, against two-valued logic over all completions. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "not a",
        "a and b",
        "a or b",
        "a and b or c",
        "a and (b or not c)",
        "not (a or b) and c"
      })
  void unknownIfTrueAndFalseWouldGiveDifferentResults(String text) {
    TrackExpression expression = TrackExpression.parse(text);
    for (Truth a : Truth.values()) {
      for (Truth b : Truth.values()) {
        for (Truth c : Truth.values()) {
          Map<String, Truth> values = Map.of("a", a, "b", b, "c", c);
          assertThat(expression.evaluate(in(values)))
              .as("%s with %s", text, values)
              .isEqualTo(overAllCompletions(expression, values));
        }
      }
    }
  }

  /** Right for expressions in which each name comes once, as Kleene's logic is. */
  private static Truth overAllCompletions(TrackExpression expression, Map<String, Truth> values) {
    boolean canBeTrue = false;
    boolean canBeFalse = false;
    for (int bits = 0; bits < 8; bits++) {
      int completion = bits;
      Function<String, Truth> complete =
          name -> {
            Truth value = values.getOrDefault(name, Truth.UNKNOWN);
            return value != Truth.UNKNOWN
                ? value
                : Truth.of((completion >> (name.charAt(0) - 'a') & 1) == 1);
          };
      boolean result = expression.evaluate(complete) == Truth.TRUE;
      canBeTrue |= result;
      canBeFalse |= !result;
    }
    if (canBeTrue && canBeFalse) {
      return Truth.UNKNOWN;
    }
    return Truth.of(canBeTrue);
  }

  @Test
  void namesThatDecideTheValueAreItsCause() {
    Map<String, Truth> values =
        Map.of("t", Truth.TRUE, "u", Truth.TRUE, "f", Truth.FALSE, "g", Truth.FALSE);
    assertThat(decidedBy("t and f and u and g", values)).containsExactly("f", "g");
    assertThat(decidedBy("f or g", values)).containsExactly("f", "g");
    assertThat(decidedBy("f or t or u", values)).containsExactly("t", "u");
    assertThat(decidedBy("not (t or f)", values)).containsExactly("t");
    assertThat(decidedBy("t and u", values)).containsExactly("t", "u");
    assertThat(decidedBy("(f or t) and g", values)).containsExactly("g");
  }

  @Test
  void aNameThatDecidesAloneKeepsTheResult() {
    Random random = new Random(SEED);
    for (int round = 0; round < 5_000; round++) {
      TrackExpression expression = random(random, 4);
      Map<String, Truth> values = values(random);
      Truth before = expression.evaluate(in(values));
      var deciding = expression.decidedBy(in(values));
      Map<String, Truth> others = values(random);
      Function<String, Truth> changed =
          name -> in(deciding.contains(name) ? values : others).apply(name);
      assertThat(expression.evaluate(changed))
          .as("seed %d round %d: %s decided by %s", SEED, round, expression, deciding)
          .isEqualTo(before);
    }
  }

  private static Function<String, Truth> in(Map<String, Truth> values) {
    return name -> values.getOrDefault(name, Truth.UNKNOWN);
  }

  private static Map<String, Truth> values(Random random) {
    Map<String, Truth> values = new HashMap<>();
    NAMES.forEach(name -> values.put(name, Truth.of(random.nextBoolean())));
    return values;
  }

  private static Set<String> decidedBy(String text, Map<String, Truth> values) {
    return TrackExpression.parse(text).decidedBy(in(values));
  }

  @Test
  void whatIsPrintedParsesToTheSameExpression() {
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      TrackExpression expression = random(random, 6);
      assertThat(TrackExpression.parse(expression.toString()))
          .as("seed %d round %d", SEED, round)
          .isEqualTo(expression);
    }
  }

  @Test
  void anyTextIsReadOrRefused() {
    Random random = new Random(SEED);
    List<String> pieces = List.of("a", "and", "or", "not", "(", ")", " ", "\t", "!", "\ud83d", "é");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(pieces.get(random.nextInt(pieces.size())))
            .append(random.nextBoolean() ? " " : "");
      }
      try {
        TrackExpression expression = TrackExpression.parse(text.toString());
        assertThat(TrackExpression.parse(expression.toString())).isEqualTo(expression);
      } catch (TrackExpressionException e) {
        assertThat(e.column()).isBetween(1, text.length() + 1);
      }
    }
  }

  private static TrackExpression random(Random random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 0 -> new Name(NAMES.get(random.nextInt(NAMES.size())));
      case 1 -> new Not(random(random, depth - 1));
      default ->
          new Joined(
              Word.values()[random.nextInt(2)],
              random
                  .ints(2 + random.nextInt(3), 0, 1)
                  .mapToObj(_ -> random(random, depth - 1))
                  .toList());
    };
  }
}
