package org.hactl.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.HostException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** New connections go through the next master before a role moves. */
class PreludeTest {
  private static final List<String> ROUTERS = List.of("VI_1");
  private static final Map<String, String> WAYS = Map.of("192.168.0.254", "192.168.0.15");

  private final List<String> said = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private long nowMillis = 1_000;

  /** How many connections are open at each question; the last number stays. */
  private List<Long> open = List.of(0L);

  private int services = 1;
  private List<String> left = List.of();
  private @Nullable HostException takerFails;
  private int takerAnswers = Integer.MAX_VALUE;
  private long takerMillis = 5;
  private @Nullable HostException masterFails;

  @Test
  void itWaitsUntilTheOpenConnectionsHaveEnded() throws Exception {
    open = List.of(3L, 3L, 2L, 1L, 0L);
    through(1_000);
    assertThat(said)
        .containsExactly("new connections go through lvs2; 3 open connections ended in 0.4 s");
    assertThat(asked).startsWith("take 3000", "pass 2000", "take 3000").endsWith("pass 2000");
  }

  @Test
  void itWaitsForConnectionsThatAreJustBeingClosed() throws Exception {
    long begun = nowMillis;
    through(1_000);
    assertThat(nowMillis - begun).isBetween(300L, 500L);
    assertThat(said).containsExactly("new connections go through lvs2; no other one was open");
  }

  @Test
  void aLongDownloadDoesNotHoldTheRole() throws Exception {
    open = List.of(5L, 2L);
    long begun = nowMillis;
    through(1_000);
    assertThat(nowMillis - begun).isBetween(2_000L, 2_300L);
    assertThat(said)
        .containsExactly(
            "new connections go through lvs2; 2 of 5 open connections did not end in 2.1 s and may"
                + " be cut");
  }

  @Test
  void oneThatNeverEndsIsOne() throws Exception {
    open = List.of(1L);
    through(1_000);
    assertThat(said)
        .containsExactly(
            "new connections go through lvs2; 1 open connection did not end in 2.1 s and may be"
                + " cut");
  }

  @Test
  void aSlowRouterIsGivenLonger() throws Exception {
    through(3_000);
    assertThat(asked).startsWith("take 7000", "pass 6000");
  }

  @Test
  void anOlderAgentIsSkipped() throws Exception {
    takerFails = HostException.failed("the agent is older than this hactl", "run apply");
    takerAnswers = 0;
    through(1_000);
    assertThat(asked).containsExactly("take 3000");
    assertThat(said)
        .containsExactly("open connections may be cut: lvs2: the agent is older than this hactl");
  }

  @Test
  void aNextMasterThatDiesMeanwhileGetsNothingMore() throws Exception {
    open = List.of(1L);
    takerFails =
        new HostException(HostException.RecapColumn.UNREACHABLE, "the connection ended", "look");
    takerAnswers = 2;
    through(1_000);
    assertThat(asked).endsWith("take 3000", "pass 0");
    assertThat(said).containsExactly("open connections may be cut: lvs2: the connection ended");
  }

  @Test
  void aNextMasterThatAnswersLateIsNotReliedOn() throws Exception {
    takerMillis = 1_200;
    through(1_000);
    assertThat(asked).containsExactly("take 3000", "take 3000", "take 3000");
    assertThat(said).containsExactly("open connections may be cut: lvs2 answers too late");
  }

  @Test
  void whatIsNotPassedOnIsSaid() throws Exception {
    services = 0;
    left = List.of("ftp uses nat, so its answers come back through this host");
    through(1_000);
    assertThat(asked).containsExactly("take 3000", "pass 2000", "pass 0");
    assertThat(said)
        .containsExactly(
            "open connections may be cut: ftp uses nat, so its answers come back through this"
                + " host");
  }

  @Test
  void aMasterThatIsGoneIsTheFailureOfTheHandOver() {
    masterFails = new HostException(HostException.RecapColumn.UNREACHABLE, "gone", "look");
    assertThatThrownBy(() -> through(1_000)).isSameAs(masterFails);
    masterFails = HostException.failed("locked", "wait");
  }

  @Test
  void aMasterThatRefusesIsAskedForTheRoleAllTheSame() throws Exception {
    masterFails = HostException.failed("ann has locked this host", "wait");
    through(1_000);
    assertThat(said).containsExactly("open connections may be cut: ann has locked this host");
  }

  private void through(long interval) throws Exception {
    new Prelude(() -> nowMillis, millis -> nowMillis += millis, said::add)
        .through(ROUTERS, "lvs2", interval, line(this::taker), line(this::master));
  }

  private interface Answers {
    Reply to(Request request) throws HostException;
  }

  private static Line line(Answers answers) {
    return new Line() {
      @Override
      public <R extends Reply> R ask(Request request, Class<R> expected) throws HostException {
        return expected.cast(answers.to(request));
      }
    };
  }

  private Reply taker(Request request) throws HostException {
    asked.add("take " + ((Request.TakePassed) request).millis());
    nowMillis += takerMillis;
    if (takerFails != null && takerAnswers-- == 0) {
      throw takerFails;
    }
    return new Reply.TakesPassed(WAYS);
  }

  private Reply master(Request request) throws HostException {
    Request.PassOn pass = (Request.PassOn) request;
    asked.add("pass " + pass.millis());
    nowMillis += 5;
    if (masterFails != null) {
      throw masterFails;
    }
    long now = open.getFirst();
    open = open.size() > 1 ? open.subList(1, open.size()) : open;
    return new Reply.PassesOn(services, now, left);
  }
}
