package org.hactl.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hactl.host.TrackExpression;
import org.hactl.host.Truth;
import org.hactl.vrrp.model.TrackVerdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictsTest {
  private static final long NOON = 12 * 3_600_000L + 3 * 60_000 + 4_000;

  private final Map<String, Reading> readings = new HashMap<>();

  private void say(String name, Truth truth, @Nullable Integer number, String cause) {
    readings.put(name, new Reading(truth, number, NOON, 0, cause, "the whole story"));
  }

  private TrackVerdict of(Track... tracks) {
    return new Verdicts(readings, ZoneOffset.UTC).of(List.of(tracks));
  }

  private static Track track(String when, int weight) {
    return new Track(TrackExpression.parse(when), weight);
  }

  /** Every truth value with every kind of weight. */
  @ParameterizedTest
  @CsvSource({
    "TRUE, 0, 0, false",
    "FALSE, 0, 0, true",
    "UNKNOWN, 0, 0, false",
    "TRUE, 20, 20, false",
    "FALSE, 20, 0, false",
    "UNKNOWN, 20, 20, false",
    "TRUE, -20, 0, false",
    "FALSE, -20, -20, false",
    "UNKNOWN, -20, 0, false"
  })
  void aTruthWithAWeight(Truth truth, int weight, int offset, boolean fault) {
    say("gw", truth, null, "exit 1");
    assertThat(of(track("gw", weight)))
        .isEqualTo(new TrackVerdict(offset, fault ? "gw: exit 1 since 12:03:04" : null));
  }

  /** Every kind of number with every kind of weight; -254 is always a fault. */
  @ParameterizedTest
  @CsvSource({
    "5, 1, 5, false",
    "5, -2, -10, false",
    "-5, 3, -15, false",
    "0, 7, 0, false",
    "254, 1, 254, false",
    "254, -1, -254, true",
    "-127, 2, -254, true",
    "-253, 1, -253, false",
    "-254, 1, -254, true",
    "-254, -1, 0, true",
    "-254, 0, 0, true",
    "-253, 0, 0, false",
    "1, 0, 0, false"
  })
  void aNumberWithAWeight(int number, int weight, int offset, boolean fault) {
    say("load", Truth.of(number > -254), number, "it holds " + number);
    TrackVerdict verdict = of(track("load", weight));
    assertThat(verdict.fault())
        .isEqualTo(fault ? "load: it holds " + number + " since 12:03:04" : null);
    assertThat(verdict.priorityOffset()).isEqualTo(fault ? 0 : offset);
  }

  @Test
  void inAnExpressionAFileIsATruth() {
    say("load", Truth.TRUE, 100, "it holds 100");
    say("gw", Truth.TRUE, null, "exit 0");
    assertThat(of(track("load and gw", 7))).isEqualTo(new TrackVerdict(7, null));
    assertThat(of(track("not load", -7))).isEqualTo(new TrackVerdict(-7, null));
  }

  @Test
  void everythingAddsUp() {
    say("a", Truth.TRUE, null, "");
    say("b", Truth.FALSE, null, "");
    say("f", Truth.TRUE, 3, "");
    assertThat(of(track("a", 10), track("b", -4), track("b", 100), track("f", 2), track("a", 0)))
        .isEqualTo(new TrackVerdict(12, null));
    assertThat(of()).isEqualTo(TrackVerdict.FINE);
  }

  @Test
  void aFaultNamesTheExpressionAndWhatMakesItFalse() {
    say("uplink", Truth.FALSE, null, "eth1 is down");
    say("gw", Truth.FALSE, null, "exit 1");
    say("web", Truth.TRUE, null, "2 of 2");
    assertThat(of(track("web and uplink and gw", 0)).fault())
        .isEqualTo(
            "web and uplink and gw is false: uplink: eth1 is down since 12:03:04,"
                + " gw: exit 1 since 12:03:04");
    assertThat(of(track("not web", 0)).fault())
        .isEqualTo("not web is false: web: 2 of 2 since 12:03:04");
  }

  @Test
  void allFaultsAreNamedOnce() {
    say("uplink", Truth.FALSE, null, "eth1 is down");
    say("gw", Truth.FALSE, null, "exit 1");
    assertThat(of(track("uplink", 0), track("gw", 0), track("uplink", 0)))
        .isEqualTo(
            new TrackVerdict(0, "uplink: eth1 is down since 12:03:04; gw: exit 1 since 12:03:04"));
  }

  @Test
  void anUndecidedTrackerHarmsNoRouter() {
    say("b", Truth.FALSE, null, "down");
    assertThat(of(track("a", 0), track("not a", 0), track("a or b", 0), track("a", -50)))
        .isEqualTo(TrackVerdict.FINE);
    assertThat(of(track("a and b", 0)).fault())
        .as("the result does not depend on the unknown value")
        .isEqualTo("a and b is false: b: down since 12:03:04");
  }
}
