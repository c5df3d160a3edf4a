package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;
import org.junit.jupiter.api.Test;

class ScriptCheckerTest {
  private static final InetSocketAddress SERVER =
      new InetSocketAddress(InetAddress.ofLiteral("2001:db8::18"), 8080);
  private static final CheckSpec.Script SPEC =
      new CheckSpec.Script(
          Place.REAL_SERVER, List.of("/bin/probe", "now"), "web", false, Tries.TIMING);

  @Test
  void theCommandIsToldWhichRealServer() {
    List<ScriptCommand> run = new ArrayList<>();
    assertThat(
            check(script -> {
              run.add(script);
              return result(0, "fine");
            }))
        .isEqualTo(CheckResult.success("exit 0: fine"));
    assertThat(run.getFirst().argv()).containsExactly("/bin/probe", "now");
    assertThat(run.getFirst().user()).isEqualTo("web");
    assertThat(run.getFirst().env())
        .isEqualTo(Map.of("HACTL_ADDRESS", "2001:db8::18", "HACTL_PORT", "8080"));
  }

  @Test
  void anotherStatusFails() {
    assertThat(check(_ -> result(1, "no"))).isEqualTo(CheckResult.failure("exit 1: no"));
    assertThat(check(_ -> result(3, ""))).isEqualTo(CheckResult.failure("exit 3"));
  }

  @Test
  void anExitCodeIsAWeightWhereTheSiteWantsIt() {
    CheckSpec.Script weighing =
        new CheckSpec.Script(Place.REAL_SERVER, List.of("/bin/probe"), null, true, Tries.TIMING);
    for (int exit : new int[] {2, 3, 255}) {
      CheckResult result =
          new ScriptChecker(SERVER, weighing, new ScriptRuns(_ -> result(exit, "")))
              .check(new Deadline(System::nanoTime, 20_000));
      assertThat(result).isEqualTo(CheckResult.weighing("exit " + exit, (exit - 2) * 100));
    }
    assertThat(
            new ScriptChecker(SERVER, weighing, new ScriptRuns(_ -> result(1, "")))
                .check(new Deadline(System::nanoTime, 20_000))
                .success())
        .isFalse();
    assertThat(
            new ScriptChecker(
                    SERVER,
                    weighing,
                    new ScriptRuns(_ -> new ScriptResult(143, true, "", Duration.ofMillis(5))))
                .check(new Deadline(System::nanoTime, 20_000))
                .success())
        .as("it was killed")
        .isFalse();
  }

  @Test
  void aCommandThatCannotBeRunIsNoResult() {
    assertThat(
            check(_ -> {
              throw new ModuleException("there is no /bin/probe");
            }))
        .isEqualTo(CheckResult.notTried("there is no /bin/probe"));
    assertThat(
            check(
                    _ -> {
                      throw new IllegalStateException("broken");
                    })
                .verdict())
        .isEqualTo(CheckResult.Verdict.NONE);
  }

  @Test
  void aCommandThatDoesNotEndFailsAndKeepsOthersFromPilingUp() {
    CountDownLatch over = new CountDownLatch(1);
    ScriptRuns runs =
        new ScriptRuns(_ -> {
          over.await();
          return result(0, "");
        });
    ScriptChecker checker = new ScriptChecker(SERVER, SPEC, runs);
    for (int n = 0; n < ScriptRuns.MAX_AT_A_TIME; n++) {
      assertThat(checker.check(shortly()))
          .isEqualTo(CheckResult.failure("the script has not ended in time"));
    }
    assertThat(checker.check(shortly()).verdict()).isEqualTo(CheckResult.Verdict.NONE);
    over.countDown();
    assertThat(checker.check(new Deadline(System::nanoTime, 20_000)).success()).isTrue();
  }

  private static CheckResult check(Scripts scripts) {
    return new ScriptChecker(SERVER, SPEC, new ScriptRuns(scripts))
        .check(new Deadline(System::nanoTime, 20_000));
  }

  private static Deadline shortly() {
    // Its time stands still: only waiting for the script takes some.
    return new Deadline(() -> 0, 20);
  }

  private static ScriptResult result(int exit, String line) {
    return new ScriptResult(exit, false, line, Duration.ofMillis(5));
  }
}
