package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.ServiceView;
import org.hactl.control.host.HostTarget;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.image.RuntimeRecipe;
import org.hactl.control.rollout.RunClock;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Finding;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.ssh.SshEndpoint;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plan and apply say of the site as a whole. */
class ApplierViewTest {
  private static final VirtualRouterSpec ROUTER =
      VirtualRouterSpec.of(
          "VI_1",
          2,
          51,
          "eth0",
          100,
          1_000,
          true,
          0,
          Authentication.none(),
          List.of("192.0.2.9/24"),
          GratuitousArp.DEFAULT);

  @TempDir private Path folder;
  private final List<HostEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final AtomicInteger wholeAnswers = new AtomicInteger();
  private List<String> services = List.of();

  @Test
  void aPlanTellsTwoMastersBeforeItShowsWhatWouldChange() throws Exception {
    roles.put("lvs1", "MASTER");
    roles.put("lvs2", "MASTER");
    var _ = applier().plan(states());
    assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.TWO_MASTERS);
    List<HostEvent> shown =
        events.stream().filter(each -> !(each instanceof HostEvent.Working)).toList();
    assertThat(shown.getFirst()).isInstanceOf(HostEvent.SiteViewed.class);
  }

  @Test
  void anApplyTellsItAfterItsEnd() throws Exception {
    roles.put("lvs1", "FAULT");
    roles.put("lvs2", "FAULT");
    var _ = applier().apply(states());
    assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.NO_MASTER);
    assertThat(events.getLast()).isInstanceOf(HostEvent.SiteViewed.class);
  }

  @Test
  void aMasterWithItsBackupIsNoFinding() throws Exception {
    roles.put("lvs1", "MASTER");
    roles.put("lvs2", "BACKUP");
    var _ = applier().apply(states());
    assertThat(findings()).isEmpty();
  }

  @Test
  void directorsThatLeaveOutDifferentServicesAreAskedForThem() throws Exception {
    roles.put("lvs1", "MASTER");
    roles.put("lvs2", "BACKUP");
    services = List.of("lvs2");
    var _ = applier().plan(states());
    assertThat(findings()).extracting(Finding::kind).containsExactly(Finding.Kind.SERVICES_DIFFER);
    events.clear();
    services = List.of("lvs1", "lvs2");
    wholeAnswers.set(0);
    var _ = applier().plan(states());
    assertThat(findings()).isEmpty();
    assertThat(wholeAnswers).hasValue(0);
  }

  private List<Finding> findings() {
    return events.stream()
        .filter(HostEvent.SiteViewed.class::isInstance)
        .flatMap(each -> ((HostEvent.SiteViewed) each).findings().stream())
        .toList();
  }

  private Applier applier() throws Exception {
    Path jdk = Path.of(System.getProperty("java.home"));
    Files.createDirectories(folder.resolve("agent"));
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path jar = Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
    String digest = RuntimeRecipe.digest(jdk, List.of(jar));
    Files.writeString(cache.resolve(digest + ".tar.gz"), "no real image");
    RuntimeImages images = new RuntimeImages(folder, cache, jdk);
    Map<String, HostTarget> targets = new LinkedHashMap<>();
    for (String name : roles.keySet()) {
      SshEndpoint endpoint = new SshEndpoint(name, 22, Optional.of("root"), Optional.empty());
      targets.put(name, new HostTarget(name, Optional.of(endpoint), false));
    }
    Fleet fleet =
        new Fleet(
            targets,
            target ->
                new FakeAgent(
                    FakeAgent.probeText(digest), request -> answer(target.host(), request, digest)),
            images,
            FakeAgent.PROTOCOL,
            10,
            Duration.ofSeconds(60));
    return new Applier(
        fleet.with(RunClock.pausing(_ -> {})), events::add, new Asked(true, states()), null);
  }

  private List<Reply> answer(String host, Request request, String digest) {
    return switch (request) {
      case Request.Plan _ -> List.of(new Reply.Plan(List.of(), List.of(), true));
      case Request.Status(boolean brief) -> List.of(new Reply.Status(status(host, brief)));
      default -> List.of(new Reply.Hello(1, "0.1.0", digest, 3, "d", 0));
    };
  }

  private HostStatus status(String host, boolean brief) {
    boolean serves = services.contains(host);
    if (!brief) {
      wholeAnswers.incrementAndGet();
    }
    return HostStatus.builder(host)
        .convergence(HostStatus.Convergence.CONVERGED, List.of())
        .routers(List.of(router(Objects.requireNonNull(roles.get(host)))))
        .services(
            serves && !brief
                ? List.of(new ServiceView("web", "192.0.2.9:80/tcp", "rr", "dr", List.of()))
                : List.of())
        .servicesDigest(brief ? "serves: " + serves : null)
        .build();
  }

  private static RouterView router(String state) {
    return RouterView.builder("VI_1", 51, 2, "eth0")
        .state(state, "startup", 0)
        .priority(100, 100)
        .master(state.equals("BACKUP") ? "192.0.2.1" : null, 100)
        .addresses(List.of("192.0.2.9"), List.of("192.0.2.9/24"))
        .build();
  }

  private static Map<String, HostState> states() {
    Map<String, HostState> states = new LinkedHashMap<>();
    for (String host : List.of("lvs1", "lvs2")) {
      states.put(host, HostState.builder("shop", host).virtualRouters(List.of(ROUTER)).build());
    }
    return states;
  }
}
