package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.Onboarding.Listener;
import org.hactl.control.Onboarding.Newcomer;
import org.hactl.control.Onboarding.OnboardingStep;
import org.hactl.control.Onboarding.StepFailed;
import org.hactl.control.host.HostTarget;
import org.hactl.control.host.LinkOpener;
import org.hactl.control.image.RuntimeImages;
import org.hactl.control.image.RuntimeRecipe;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnboardingTest {
  private static final String HOSTS =
      """
      # kept
      all:
        children:
          directors: {hosts: {lvs1: {ansible_host: 192.168.0.14}, lvs2: {ansible_host: 192.168.0.16}}}
          webs:      {hosts: {web1: {ansible_host: 192.168.0.18}}}
      """;
  private static final String SITE =
      """
      site: shop
      vrrp:
        VI_1:
          directors: {lvs1: {priority: 100}, lvs2: {priority: 90}}
          interface: eth0
          virtual_router_id: 51
          addresses: [192.168.0.254]
      services:
        web:
          vrrp: VI_1
          address: 192.168.0.254:80/tcp
          scheduler: rr
          forward: dr
          check: {tcp: {}, interval: 2s, timeout: 1s, rise: 2, fall: 3}
          real_servers: webs
      """;

  @TempDir Path folder;
  private final Map<String, FakeAgent> agents = new ConcurrentHashMap<>();
  private final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private Function<Request.Probe, Boolean> probes = _ -> true;
  private final Onboarding onboarding =
      new Onboarding(this::fleet, OnboardingTest::version, listener());
  private String digest = "";
  private Path hostsFile = Path.of("hosts.yml");

  @BeforeEach
  void files() throws Exception {
    hostsFile = Files.writeString(folder.resolve("hosts.yml"), HOSTS);
    Files.writeString(folder.resolve("site.yml"), SITE);
    Files.createDirectories(folder.resolve("agent"));
    Files.createDirectories(folder.resolve("cache"));
    Path jar = Files.writeString(folder.resolve("agent/a.jar"), "no real jar");
    digest = RuntimeRecipe.digest(Path.of(System.getProperty("java.home")), List.of(jar));
    Files.writeString(folder.resolve("cache").resolve(digest + ".tar.gz"), "no real image");
    for (String host : List.of("lvs1", "lvs2", "web3")) {
      agents.put(
          host, new FakeAgent(FakeAgent.probeText(digest), request -> answer(host, request)));
    }
  }

  @Test
  void probesThroughTheDirectorThatIsNotMasterAndThenAddsTheHost() throws Exception {
    List<HostResult> results = onboard();
    assertThat(results).extracting(HostResult::host).containsExactly("lvs1", "lvs2");
    assertThat(hostsFile)
        .content()
        .contains("web3: {ansible_host: 192.168.0.22}")
        .startsWith("# kept\n");
    assertThat(asked("web3")).containsSubsequence("Apply", "Probe", "Confirm");
    assertThat(asked("lvs1")).doesNotContain("Probe");
    assertThat(asked("lvs2")).containsSubsequence("Probe", "Apply", "Confirm");
    assertThat(steps).hasSize(2 * OnboardingStep.values().length);
  }

  @Test
  void aServiceThatDoesNotAnswerAddsNothingAnywhere() {
    probes = probe -> probe.viaAddress() != null;
    StepFailed e = catchThrowableOfType(StepFailed.class, this::onboard);
    assertThat(e.step()).isEqualTo(OnboardingStep.PROBE_HOST);
    assertThat(e).hasMessageContaining("connection refused");
    assertNothingAdded();
  }

  @Test
  void aPathThatDoesNotCarryAddsNothingAnywhere() {
    probes = probe -> probe.viaAddress() == null;
    StepFailed e = catchThrowableOfType(StepFailed.class, this::onboard);
    assertThat(e.step()).isEqualTo(OnboardingStep.PROBE_PATH);
    assertThat(e).hasMessageContaining("lvs2 probed web3 for web through 192.168.0.22");
    assertNothingAdded();
  }

  @Test
  void directorsThatAnotherRunHasLockedAreNamedAfterTheHostsFileWasWritten() {
    agents.put(
        "lvs1",
        new FakeAgent(
            FakeAgent.probeText(digest),
            request ->
                request instanceof Request.Lock
                    ? List.of(new Reply.Failed(Reply.Failed.LOCKED, "ben@lap has locked this host"))
                    : answer("lvs1", request)));
    ControlException e = catchThrowableOfType(ControlException.class, this::onboard);
    assertThat(e).hasMessage("lvs1: ben@lap has locked this host");
    assertThat(e.nextStep())
        .startsWith("web3 is prepared and in the hosts file")
        .doesNotContain("nothing was changed");
    assertThat(hostsFile).content().contains("web3: {ansible_host: 192.168.0.22}");
  }

  @Test
  void anInterruptionTellsWhereTheNewHostAndTheDirectorsStand() throws Exception {
    List<Interrupted> told = new ArrayList<>();
    probes =
        _ -> {
          told.add(interrupted());
          return true;
        };
    assertThat(interrupted()).isEqualTo(Interrupted.UNCHANGED);
    var _ = onboard();
    Interrupted first = told.getFirst();
    assertThat(first.standings()).containsOnlyKeys("web3");
    assertThat(Objects.requireNonNull(first.standings().get("web3")).kind())
        .isEqualTo(Standing.Kind.GOES_BACK);
    assertThat(first.remarks())
        .containsExactly("web3 is not in the hosts file, and no director sends to it");
    Interrupted last = interrupted();
    assertThat(last.standings()).containsOnlyKeys("web3", "lvs1", "lvs2");
    assertThat(last.standings().values())
        .extracting(Standing::kind)
        .containsOnly(Standing.Kind.CONFIRMED);
    assertThat(last.remarks())
        .containsExactly("web3 is in %s; hactl apply finishes what is left".formatted(hostsFile));
  }

  private Interrupted interrupted() {
    try {
      return onboarding.interrupt(Duration.ZERO);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertNothingAdded() {
    assertThat(hostsFile).hasContent(HOSTS);
    assertThat(asked("web3")).contains("Rollback").doesNotContain("Confirm");
    assertThat(asked("lvs1")).doesNotContain("Apply");
    assertThat(asked("lvs2")).doesNotContain("Apply");
  }

  private List<String> asked(String host) {
    return Objects.requireNonNull(agents.get(host)).asked.stream()
        .map(request -> request.getClass().getSimpleName())
        .toList();
  }

  private List<HostResult> onboard() throws Exception {
    SiteRequest request =
        new SiteRequest(
            List.of(hostsFile.toString()),
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Optional.empty());
    return onboarding.onboard(
        new Newcomer("web3", "192.168.0.22", "webs"), folder.resolve("site.yml"), request);
  }

  private static VersionToApply version(SiteLoader.Loaded loaded) {
    return VersionToApply.of(
        loaded,
        Path.of("site.yml"),
        FakeAgent.PROTOCOL,
        "ann@desk",
        0,
        Set.of(),
        VersionToApply.Older.REFUSED);
  }

  private Fleet fleet(Map<String, HostTarget> targets) {
    RuntimeImages images =
        new RuntimeImages(
            folder, folder.resolve("cache"), Path.of(System.getProperty("java.home")));
    LinkOpener opener = target -> Objects.requireNonNull(agents.get(target.host()));
    return new Fleet(targets, opener, images, FakeAgent.PROTOCOL, 5, Duration.ofSeconds(60));
  }

  private Listener listener() {
    return new Listener() {
      @Override
      public void begun(OnboardingStep step) {
        steps.add("begun " + step);
      }

      @Override
      public void done(OnboardingStep step, String detail) {
        steps.add("done " + step);
      }

      @Override
      public void on(HostEvent event) {}
    };
  }

  private List<Reply> answer(String host, Request request) {
    return switch (request) {
      case Request.Lock _, Request.Unlock _, Request.HoldKey _, Request.Extend _ ->
          List.of(new Reply.Done());
      case Request.KeyOfSite _ -> List.of(new Reply.KeyOfSite("0123456789abcdef", 1, null));
      case Request.Hello _, Request.Confirm _ ->
          List.of(new Reply.Hello(1, "0.1.0", digest, 3, "d", 0));
      case Request.Plan _ -> List.of(new Reply.Plan(List.of(), List.of(), false));
      case Request.Apply _, Request.Rollback _ ->
          List.of(
              new Reply.Applied(
                  4, request instanceof Request.Apply, 5, List.of(), List.of(), false));
      case Request.Status _ -> List.of(new Reply.Status(status(host)));
      case Request.Probe probe -> {
        boolean ok = probes.apply(probe);
        yield List.of(new Reply.Probe(ok, ok ? "connected" : "connection refused", 3));
      }
      case Request.Drift _,
          Request.Events _,
          Request.History _,
          Request.Generations _,
          Request.Compare _,
          Request.PlanReturn _,
          Request.Return _,
          Request.HandOver _,
          Request.TakePassed _,
          Request.PassOn _,
          Request.Reach _,
          Request.Endpoint _,
          Request.Holds _ ->
          List.of(new Reply.Failed("unknown", "not in this test"));
    };
  }

  private static HostStatus status(String host) {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state(host.equals("lvs1") ? "MASTER" : "BACKUP", "startup", 0)
            .priority(100, 100)
            .build();
    return Statuses.ofRouters(host, List.of(router));
  }
}
