package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.hactl.agent.LiveChanges.Router;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.host.HostState;
import org.hactl.vrrp.interop.LabKeepalived;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A director of hactl and a real keepalived beside it. The site changes first, then keepalived
 * reads its new configuration, while a client makes a new connection every 40 ms.
 */
@Tag("nightly")
@Timeout(900)
class MixedPairLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String PASSWORD = "1111";

  @TempDir private Path folder;
  private final ClientAndTwoHosts lab = new ClientAndTwoHosts("mix");
  private @Nullable LabAgent started;

  private LabAgent agent() {
    return Objects.requireNonNull(started);
  }

  private record Change(String name, Router before, Router after) {}

  private static List<Change> changes() {
    Router one = Router.of(LiveChanges.VIP);
    Router two = Router.of(LiveChanges.VIP, LiveChanges.OTHER);
    Router password = one.with(Authentication.pass(PASSWORD));
    return List.of(
        new Change("VIP added", one, two),
        new Change("VIP removed", two, one),
        new Change("authentication none to PASS", one, password),
        new Change("authentication PASS to AH", password, one.with(Authentication.ah(PASSWORD))),
        new Change("version 2 to 3", one, one.version(3)),
        new Change("interval of version 2, 1 s to 2 s", one, one.every(2_000)),
        new Change("interval of version 2, 2 s to 1 s", one.every(2_000), one),
        new Change("VRID 51 to 52", one, one.named("VI_1", 52)));
  }

  @BeforeEach
  void startAgent() throws IOException {
    started = LabAgent.start(lab.host(0), Files.createDirectory(folder.resolve("agent")));
  }

  @AfterEach
  void removeHosts() throws IOException {
    agent().close();
    lab.close();
  }

  @Test
  void noRequestIsLostWhileTheOtherDirectorIsAKeepalived() throws Exception {
    ChangeCosts costs = new ChangeCosts("hactl is | change");
    for (boolean master : List.of(true, false)) {
      for (Change change : changes()) {
        make(change, master, costs);
      }
    }
    costs.print();
    // A keepalived that gets another VRID gives its role up: its VIP is free for our skew time.
    assertThat(costs.losing()).isSubsetOf("backup   | VRID 51 to 52");
  }

  private void make(Change change, boolean master, ChangeCosts costs) throws Exception {
    Router before = ranked(change.before(), master);
    Router after = ranked(change.after(), master);
    confirm(before);
    try (LabKeepalived keepalived =
        LabKeepalived.start(lab.host(1), List.of(config(before)), PASSWORD, "")) {
      await()
          .atMost(TIMEOUT)
          .until(() ->
              agent().client().router("VI_1").state().equals(master ? "MASTER" : "BACKUP")
                  && keepalived.isMaster() == !master
                  && keepalived.log().contains("BACKUP STATE"));
      int transitions = transitions(keepalived);
      try (HeldVip held = new HeldVip(List.of(lab.host(0), lab.host(1)), LiveChanges.VIP);
          RequestLoop requests = RequestLoop.start(lab.client(), LiveChanges.VIP)) {
        requests.awaitSeconds(1);
        confirm(after);
        requests.awaitSeconds(5);
        keepalived.reload(config(after), PASSWORD);
        requests.awaitSeconds(9);
        costs.add(
            (master ? "master   | " : "backup   | ") + change.name(),
            requests,
            held,
            transitions(keepalived) - transitions);
      }
    }
  }

  private static Router ranked(Router router, boolean master) {
    return router.priorities(master ? 150 : 90, 100);
  }

  private static RouterConfig config(Router router) {
    return router.on(1).announcing();
  }

  private void confirm(Router router) throws IOException {
    HostState state =
        HostState.builder("shop", "lvs1").virtualRouters(List.of(router.on(0))).build();
    Reply.Applied applied = agent().client().apply(state);
    assertThat(applied.errors()).as(agent().log()).isEmpty();
    agent().client().confirm(applied);
  }

  private int transitions(LabKeepalived keepalived) throws IOException {
    return agent().client().events(Event.RouterChanged.class).size()
        + keepalived.log().split("Entering ", -1).length;
  }
}
