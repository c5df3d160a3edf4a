package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.Hold;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What plan and apply do about holds. */
class ApplierHoldsTest extends TestFleet {
  private static final Hold WEB1 =
      new Drain("web1", null, new Word(State.HELD, "ann@desk", "", 5, 5));

  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @Test
  void anApplyHandsTheNewestWordsOnBeforeItConverges() throws Exception {
    director("lvs1", List.of(WEB1));
    director("lvs2", List.of());
    var _ = applier().apply(pair());
    assertThat(said.indexOf("lvs2 holds " + List.of(WEB1))).isNotNegative();
    assertThat(said.indexOf("lvs2 holds " + List.of(WEB1))).isLessThan(said.indexOf("lvs2 apply"));
    assertThat(said).noneMatch(each -> each.startsWith("lvs1 holds"));
    assertThat(met().held()).containsExactly(WEB1);
    assertThat(met().remarks()).containsExactly("handed on to lvs2: drain web1");
  }

  @Test
  void aPlanHandsNothingOnAndNamesIt() throws Exception {
    director("lvs1", List.of(WEB1));
    director("lvs2", List.of());
    var _ = applier().plan(pair());
    assertThat(said).noneMatch(each -> each.contains(" holds "));
    assertThat(met().remarks()).containsExactly("not yet on lvs2: drain web1");
  }

  @Test
  void withoutHoldsAndWithAnOlderAgentThereIsNothingToTell() throws Exception {
    director("lvs1", List.of());
    director("lvs2", null);
    var _ = applier().apply(pair());
    assertThat(events).noneMatch(HostEvent.HoldsMet.class::isInstance);
    assertThat(said).noneMatch(each -> each.contains(" holds "));
  }

  private HostEvent.HoldsMet met() {
    return events.stream()
        .filter(HostEvent.HoldsMet.class::isInstance)
        .map(HostEvent.HoldsMet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void director(String name, @Nullable List<Hold> holds) {
    host(
        name,
        request ->
            switch (request) {
              case Request.Plan _ ->
                  List.of(new Reply.Plan(List.of(CHANGE), List.of(), false, null, holds));
              case Request.Holds given -> {
                said.add(name + " holds " + given.holds());
                yield List.of(new Reply.Holds(given.holds()));
              }
              default -> {
                said.add(name + " " + request.getClass().getSimpleName().toLowerCase(Locale.ROOT));
                yield answer(name, request);
              }
            });
  }

  private static Map<String, HostState> pair() {
    Map<String, HostState> states = new LinkedHashMap<>();
    states.put("lvs1", director("lvs1"));
    states.put("lvs2", director("lvs2"));
    return states;
  }
}
