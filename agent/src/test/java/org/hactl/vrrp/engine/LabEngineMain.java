package org.hactl.vrrp.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;

/** An engine in a process of its own, which can be killed; prints one line a transition. */
final class LabEngineMain {
  private LabEngineMain() {}

  /** Slow enough that a new process is up within the limit on a busy machine. */
  static RouterConfig config() {
    return Fixtures.router(
        VrrpVersion.V2, 200, Duration.ofSeconds(3), Fixtures.PASS_1111, "192.0.2.254");
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    VrrpEngine engine =
        VrrpEngine.start(
            event -> {
              if (event instanceof Transition transition) {
                System.out.println(
                    transition.to().name().toLowerCase(Locale.ROOT)
                        + " "
                        + transition.reason().text());
              }
            },
            Path.of(args[0]),
            false);
    engine.configure(List.of(config()));
    new CountDownLatch(1).await();
  }
}
