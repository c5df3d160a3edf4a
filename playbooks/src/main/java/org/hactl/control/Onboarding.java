package org.hactl.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.host.AgentClient;
import org.hactl.control.host.HostException;
import org.hactl.control.host.HostTarget;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Standing;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * Adds a new real server to a service. Until every probe has passed, only the new host is changed;
 * if a step fails before then, the new host is rolled back and nothing is added.
 */
public final class Onboarding {
  /** The steps, in their order. */
  public enum OnboardingStep {
    INVENTORY("adding the host to a copy of the inventory"),
    AGENT("installing the agent on the new host"),
    PREPARE("preparing the new host: software, kernel parameters, loopback"),
    PROBE_HOST("probing the service on the new host itself, at the VIP"),
    PROBE_PATH("probing the new host from a director, over the VIP's path"),
    HOSTS_FILE("writing the hosts file"),
    DIRECTORS("adding the new host on the directors");

    private final String words;

    OnboardingStep(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  /** A step failed; the later steps were not done. */
  public static final class StepFailed extends Exception {
    private final OnboardingStep step;
    private final String nextStep;

    StepFailed(OnboardingStep step, String message, String nextStep) {
      super(message);
      this.step = step;
      this.nextStep = nextStep;
    }

    public OnboardingStep step() {
      return step;
    }

    public String nextStep() {
      return nextStep;
    }
  }

  /** The new host, its address and its group. */
  public record Newcomer(String name, String address, String group) {}

  /** Gets the progress of the steps. */
  public interface Listener extends EventListener {
    void begun(OnboardingStep step);

    void done(OnboardingStep step, String detail);
  }

  /** Makes the fleet for the given targets. */
  public interface Fleets {
    Fleet of(Map<String, HostTarget> targets);
  }

  /** Makes the version of the site that the directors get. */
  public interface Versions {
    VersionToApply of(SiteLoader.Loaded loaded);
  }

  private final Fleets fleets;
  private final Versions versions;
  private final Listener listener;
  private volatile @Nullable NewHost running;
  private volatile @Nullable Applier applying;
  private volatile String hostsFile = "";

  public Onboarding(Fleets fleets, Versions versions, Listener listener) {
    this.fleets = fleets;
    this.versions = versions;
    this.listener = listener;
  }

  /**
   * Runs all steps.
   *
   * @return the directors' results
   * @throws StepFailed with the step and the reason; the new host was not added anywhere
   * @throws ControlException if the directors cannot be worked on, for instance because another run
   *     has locked them; the new host is in the hosts file
   */
  public List<HostResult> onboard(Newcomer newcomer, Path site, SiteRequest request)
      throws StepFailed, SiteProblems, ControlException {
    listener.begun(OnboardingStep.INVENTORY);
    try (TrialInventory trial =
        TrialInventory.with(
            request.onlyInventory(), newcomer.name(), newcomer.group(), newcomer.address())) {
      SiteLoader.Loaded loaded = SiteLoader.site(site, request.at(trial.path()));
      Fleet fleet = fleets.of(loaded.hosts().targets());
      listener.done(OnboardingStep.INVENTORY, newcomer.address() + " in " + newcomer.group());
      Map<String, HostState> directors = directorsFor(newcomer.name(), loaded.states());
      try (NewHost host = new NewHost(fleet, listener, newcomer.name(), state(newcomer, loaded))) {
        running = host;
        host.bring();
        host.prepare();
        probe(newcomer.name(), host, fleet, directors);
        host.keep();
      }
      listener.begun(OnboardingStep.HOSTS_FILE);
      trial.keep();
      hostsFile = trial.file().toString();
      listener.done(OnboardingStep.HOSTS_FILE, trial.file().toString());
      listener.begun(OnboardingStep.DIRECTORS);
      List<HostResult> results = apply(newcomer.name(), fleet, loaded, directors);
      listener.done(
          OnboardingStep.DIRECTORS,
          directors.isEmpty() ? "no director has it" : String.join(", ", directors.keySet()));
      return results;
    }
  }

  /** The run may be refused, but by now the new host has its state and is in the hosts file. */
  private List<HostResult> apply(
      String name, Fleet fleet, SiteLoader.Loaded loaded, Map<String, HostState> directors)
      throws ControlException {
    try {
      Applier applier = new Applier(fleet, listener, null, versions.of(loaded));
      applying = applier;
      return applier.apply(directors);
    } catch (ControlException e) {
      throw new ControlException(
          String.valueOf(e.getMessage()),
          "%s is prepared and in the hosts file, but no director sends to it yet: when that is over, run hactl apply"
              .formatted(name));
    }
  }

  /**
   * Tells where each host stands, because the operator wants to leave; lets no further director
   * start. Called by another thread.
   *
   * @param patience as of {@link Applier#interrupt}
   */
  public Interrupted interrupt(Duration patience) throws InterruptedException {
    NewHost host = running;
    Applier applier = applying;
    if (host == null) {
      return Interrupted.UNCHANGED;
    }
    Map<String, Standing> standings = new LinkedHashMap<>();
    standings.put(host.host(), host.standing());
    List<String> remarks = new ArrayList<>();
    if (applier != null) {
      Interrupted directors = applier.interrupt(patience);
      standings.putAll(directors.standings());
      remarks.addAll(directors.remarks());
    }
    remarks.add(
        hostsFile.isEmpty()
            ? "%s is not in the hosts file, and no director sends to it".formatted(host.host())
            : "%s is in %s; hactl apply finishes what is left".formatted(host.host(), hostsFile));
    return new Interrupted(standings, remarks);
  }

  private void probe(String name, NewHost host, Fleet fleet, Map<String, HostState> directors)
      throws StepFailed {
    Map<String, VirtualServiceSpec> services = new LinkedHashMap<>();
    directors
        .values()
        .forEach(state ->
            servicesOf(name, state).stream()
                .filter(Onboarding::canBeTried)
                .forEach(service -> services.merge(service.name(), service, Onboarding::tried)));
    try {
      listener.begun(OnboardingStep.PROBE_HOST);
      for (VirtualServiceSpec service : services.values()) {
        for (RealServerSpec server : serversAt(name, service)) {
          host.probe(service.onlyWith(server));
        }
      }
      listener.done(
          OnboardingStep.PROBE_HOST, services.isEmpty() ? "no service uses it" : names(services));
      listener.begun(OnboardingStep.PROBE_PATH);
      StringBuilder through = new StringBuilder();
      for (VirtualServiceSpec service : services.values()) {
        for (RealServerSpec server : serversAt(name, service)) {
          through.append(through(server, service, fleet, directors)).append(' ');
        }
      }
      listener.done(OnboardingStep.PROBE_PATH, through.toString().strip());
    } catch (StepFailed e) {
      host.takeBack();
      throw e;
    }
  }

  /** Probes from the directors that do not hold the VIP, until one of them can probe. */
  private static String through(
      RealServerSpec server,
      VirtualServiceSpec service,
      Fleet fleet,
      Map<String, HostState> directors)
      throws StepFailed {
    String name = server.host();
    String address = server.address();
    String why = "there is no other director";
    if (directors.values().stream().allMatch(each -> hasAddress(name, service, each))) {
      return "%s: not tried, because each director has %s itself in any role"
          .formatted(service.name(), service.address());
    }
    for (HostState director : directors.values()) {
      if (servicesOf(name, director).stream().noneMatch(s -> s.name().equals(service.name()))) {
        continue;
      }
      try (HostSession session = fleet.open(director.host());
          AgentClient agent = session.agent()) {
        if (holds(agent, service)) {
          continue;
        }
        Reply.Probe probe =
            agent.ask(
                new Request.Probe(service.onlyWith(server), address), Reply.Probe.class, _ -> {});
        if (!probe.ok()) {
          throw new StepFailed(
              OnboardingStep.PROBE_PATH,
              "%s probed %s for %s through %s: %s"
                  .formatted(director.host(), name, service.name(), address, probe.detail()),
              "check the loopback VIP, the firewall and the service on %s".formatted(name));
        }
        return "%s from %s: %s".formatted(service.name(), director.host(), probe.detail());
      } catch (HostException e) {
        why = director.host() + ": " + e.getMessage();
      }
    }
    throw new StepFailed(
        OnboardingStep.PROBE_PATH,
        "no backup director could probe %s (%s)".formatted(service.name(), why),
        "start the backup director (see hactl status), then run onboard again");
  }

  /** Whether the director has the address even if it is not master: it would answer itself. */
  private static boolean hasAddress(
      String realServer, VirtualServiceSpec service, HostState director) {
    return servicesOf(realServer, director).stream()
        .filter(each -> each.name().equals(service.name()))
        .allMatch(each -> each.onMasterOnly() || each.virtualRouter() == null);
  }

  /** A firewall mark is no address to connect to. */
  private static boolean canBeTried(VirtualServiceSpec service) {
    return service.mark() == null;
  }

  /** Of a service's addresses the first one is tried, if it is one of TCP. */
  private static VirtualServiceSpec tried(VirtualServiceSpec first, VirtualServiceSpec next) {
    return first.protocol().equals("tcp") || !next.protocol().equals("tcp") ? first : next;
  }

  /** A host may be several real servers of a service, with a port each. */
  private static List<RealServerSpec> serversAt(String host, VirtualServiceSpec service) {
    return service.realServers().stream().filter(each -> each.host().equals(host)).toList();
  }

  private static boolean holds(AgentClient agent, VirtualServiceSpec service) throws HostException {
    return agent.status().routers().stream()
        .anyMatch(router -> router.name().equals(service.virtualRouter()) && router.leads());
  }

  private static HostState state(Newcomer newcomer, SiteLoader.Loaded loaded) {
    return Optional.ofNullable(loaded.states().get(newcomer.name())).orElseThrow();
  }

  private static Map<String, HostState> directorsFor(String host, Map<String, HostState> states) {
    Map<String, HostState> directors = new LinkedHashMap<>();
    states.forEach((name, state) -> {
      if (!servicesOf(host, state).isEmpty()) {
        directors.put(name, state);
      }
    });
    return directors;
  }

  private static List<VirtualServiceSpec> servicesOf(String realServer, HostState director) {
    return director.virtualServices().stream()
        .filter(s -> s.realServers().stream().anyMatch(r -> r.host().equals(realServer)))
        .toList();
  }

  private static String names(Map<String, VirtualServiceSpec> services) {
    return String.join(", ", services.keySet());
  }
}
