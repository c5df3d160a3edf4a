package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.hactl.agent.LiveChanges.Change;
import org.hactl.agent.LiveChanges.Order;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two directors with the real daemon change while a client makes a new connection every 40 ms, in
 * the order in which the control node goes through a site. Prints what each change costs; {@code
 * -Dlive.change=VRID} makes only the changes with that word.
 */
@Tag("nightly")
@Timeout(900)
class LiveChangeLabTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final String ONLY = System.getProperty("live.change", "");

  @TempDir private Path folder;
  private final ClientAndTwoHosts lab = new ClientAndTwoHosts("live");
  private final List<LabAgent> agents = new ArrayList<>();
  private long serial;

  @BeforeEach
  void makeHosts() throws IOException {
    for (int host = 0; host < 2; host++) {
      String name = lab.host(host);
      lab.connect(host, "eth1", "192.168.0.2" + (4 + host));
      agents.add(LabAgent.start(name, Files.createDirectory(folder.resolve(name))));
      agents.get(host).ask(new Request.HoldKey(SiteKey.of(1, new byte[SiteKey.BYTES])));
    }
  }

  @AfterEach
  void removeHosts() throws IOException {
    agents.forEach(LabAgent::close);
    lab.close();
  }

  @Test
  void noRequestIsLostByAChangeOfALivePair() throws Exception {
    ChangeCosts costs = new ChangeCosts("change");
    for (Change change : LiveChanges.all()) {
      if (change.name().contains(ONLY)) {
        make(change, costs);
      }
    }
    costs.print();
    assertThat(costs.losing()).isEmpty();
  }

  private void make(Change change, ChangeCosts costs) throws Exception {
    serve(change);
    int before = transitions();
    try (HeldVip held = new HeldVip(List.of(lab.host(0), lab.host(1)), change.vip());
        RequestLoop requests = RequestLoop.start(lab.client(), change.vip())) {
      requests.awaitSeconds(1);
      List<Reply.Applied> applied = apply(change, requests);
      requests.awaitSeconds(2);
      for (int host = 1; host >= 0; host--) {
        agents.get(host).client().confirm(applied.get(host));
        requests.awaitSeconds(1);
      }
      requests.awaitSeconds(6);
      costs.add(change.name(), requests, held, transitions() - before);
    }
  }

  /** Both directors have the state from before the change, and the first one is master. */
  private void serve(Change change) throws Exception {
    serial++;
    for (int host = 0; host < 2; host++) {
      agents.get(host).client().confirm(apply(host, change::before));
    }
    for (LiveChanges.Router router : change.before()) {
      int master = router.priority0() > router.priority1() ? 0 : 1;
      await()
          .atMost(TIMEOUT)
          .until(() ->
              state(master, router.name()).equals("MASTER")
                  && state(1 - master, router.name()).equals("BACKUP"));
    }
    try (RequestLoop requests = RequestLoop.start(lab.client(), change.vip())) {
      requests.awaitSeconds(2);
    }
  }

  private List<Reply.Applied> apply(Change change, RequestLoop requests) throws Exception {
    serial++;
    if (change.order() == Order.TOGETHER) {
      CompletableFuture<Reply.Applied> other =
          CompletableFuture.supplyAsync(() -> quietly(1, change));
      return List.of(quietly(0, change), other.join());
    }
    Reply.Applied other = quietly(1, change);
    requests.awaitSeconds(2);
    if (change.order() == Order.HANDED_OVER) {
      agents.get(0).ask(new Request.HandOver("VI_1", "ann@desk"));
      await().atMost(TIMEOUT).until(() -> state(0, "VI_1").equals("BACKUP"));
    }
    return List.of(quietly(0, change), other);
  }

  private Reply.Applied quietly(int host, Change change) {
    try {
      return apply(host, change::after);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply.Applied apply(int host, IntFunction<HostState> states) throws IOException {
    SiteVersion version = AgentClient.version(serial, states.apply(0), states.apply(1));
    Reply.Applied applied = agents.get(host).client().apply(states.apply(host), version);
    assertThat(applied.errors()).as(agents.get(host).log()).isEmpty();
    return applied;
  }

  private int transitions() throws IOException {
    int count = 0;
    for (LabAgent agent : agents) {
      count += agent.client().events(Event.RouterChanged.class).size();
    }
    return count;
  }

  private String state(int host, String router) throws IOException {
    return agents.get(host).client().status().routers().stream()
        .filter(each -> each.name().equals(router))
        .map(RouterView::state)
        .findFirst()
        .orElse("");
  }
}
