package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteVersion;
import org.hactl.control.VersionToApply.Older;
import org.hactl.host.HostState;
import org.junit.jupiter.api.Test;

/** How an apply brings the key of the site to the directors. */
class ApplierKeyTest extends TestFleet {
  private static final SiteKey KEY = SiteKey.of(5, new byte[SiteKey.BYTES]);
  private final Map<String, SiteKey> keys = new LinkedHashMap<>();

  private boolean renewing;

  @Test
  void theFirstApplyGivesAllDirectorsOneKeyAndRealServersNone() throws Exception {
    hosts();
    apply("lvs1", "lvs2", "web1");
    assertThat(keys).containsOnlyKeys("lvs1", "lvs2");
    assertThat(keys.get("lvs1")).isEqualTo(keys.get("lvs2"));
    assertThat(agent("web1").asked).noneMatch(Request.KeyOfSite.class::isInstance);
    assertThat(events.toString()).doesNotContain(Objects.requireNonNull(keys.get("lvs1")).value());
  }

  @Test
  void aDirectorThatIsAppliedAloneGetsTheKeyOfTheOther() throws Exception {
    keys.put("lvs2", KEY);
    hosts();
    apply("lvs1");
    assertThat(keys.get("lvs1")).isEqualTo(KEY);
  }

  @Test
  void noDirectorTellsAKeyThatAllHold() throws Exception {
    keys.put("lvs1", KEY);
    keys.put("lvs2", KEY);
    hosts();
    apply("lvs1", "lvs2");
    assertThat(agent("lvs1").asked)
        .contains(new Request.KeyOfSite(false))
        .doesNotContain(new Request.KeyOfSite(true))
        .noneMatch(Request.HoldKey.class::isInstance);
  }

  @Test
  void aDirectorThatRefusesTheKeyIsAppliedAllTheSame() throws Exception {
    hosts();
    host("lvs1", request -> answer("lvs1", request));
    apply("lvs1", "lvs2");
    assertThat(applied).contains("lvs1", "lvs2");
  }

  @Test
  void aNewKeyReplacesThePresentOneBeforeTheApply() throws Exception {
    keys.put("lvs1", KEY);
    keys.put("lvs2", KEY);
    hosts();
    renewing = true;
    apply("lvs1", "lvs2", "web1");
    assertThat(keys.get("lvs1")).isNotEqualTo(KEY).isEqualTo(keys.get("lvs2"));
    assertThat(keys).containsOnlyKeys("lvs1", "lvs2");
    assertThat(applied).contains("lvs1", "lvs2");
  }

  @Test
  void aNewKeyWithoutOneOfTheDirectorsIsRefused() {
    keys.put("lvs1", KEY);
    hosts();
    hosts.remove("lvs2");
    renewing = true;
    assertThatThrownBy(() -> apply("lvs1", "lvs2"))
        .isInstanceOf(ControlException.class)
        .hasMessage("a new key of the site needs every director, and lvs2 cannot be asked");
    assertThat(keys.get("lvs1")).isEqualTo(KEY);
    assertThat(applied).isEmpty();
  }

  private void hosts() {
    for (String name : List.of("lvs1", "lvs2", "web1")) {
      host(name, request -> answerWithKey(name, request));
    }
  }

  private List<Reply> answerWithKey(String name, Request request) {
    SiteKey held = keys.get(name);
    return switch (request) {
      case Request.KeyOfSite asked ->
          List.of(
              held == null
                  ? new Reply.KeyOfSite("", 0, null)
                  : new Reply.KeyOfSite(
                      held.id(), held.madeAtMillis(), asked.withValue() ? held : null));
      case Request.HoldKey given -> {
        keys.put(name, given.key());
        yield List.of(new Reply.Done());
      }
      default -> answer(name, request);
    };
  }

  private void apply(String... names) throws ControlException {
    Map<String, HostState> states = new LinkedHashMap<>();
    for (String name : names) {
      states.put(name, name.startsWith("lvs") ? director(name) : realServer(name));
    }
    SiteVersion draft =
        new SiteVersion(
            "shop",
            0,
            "",
            false,
            "ann@desk",
            77,
            Map.of("lvs1", "a", "lvs2", "b", "web1", "c"),
            List.of());
    Applier applier = applier(new VersionToApply(draft, Optional.empty(), Set.of(), Older.REFUSED));
    var _ = (renewing ? applier.withNewKey() : applier).apply(states);
  }
}
