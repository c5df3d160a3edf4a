package org.hactl.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.api.SiteVersion;
import org.hactl.control.gate.Stage;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.Interrupted;
import org.hactl.control.rollout.Parallel;
import org.hactl.control.rollout.Standing;
import org.hactl.site.model.RolloutPolicy;
import org.jspecify.annotations.Nullable;

/** The way of one run through the site: wave after wave, until a host or the gate stops it. */
final class SiteRollout implements AutoCloseable {
  private static final HostFailure INTERRUPTED =
      new HostFailure("the run was interrupted", "apply again when you are ready");

  private final Fleet fleet;
  private final EventListener listener;
  private final RolloutPolicy policy;
  private final List<HostRun> runs;

  /**
   * They take no part. One whose agent did not start in the new version ends the run instead, and
   * so does one that cannot have what the site says.
   */
  private final List<HostRun> lost;

  /** They fail because of a lost director, which is no reason for the others to go back. */
  private final List<HostRun> left = new ArrayList<>();

  private final List<List<HostRun>> waves;
  private final SiteLooks looks;
  private final WaveDrains drains;
  private final String who;
  private final CountDownLatch confirmed = new CountDownLatch(1);
  private @Nullable Long disturbedNanos;
  private volatile boolean confirming;
  private volatile boolean interrupted;

  /**
   * @param runs all hosts of the run
   * @param who runs it, in the form {@code ann@desk}
   */
  SiteRollout(
      Fleet fleet,
      EventListener listener,
      RolloutPolicy policy,
      List<HostRun> runs,
      SiteLooks looks,
      String who) {
    this.fleet = fleet;
    this.listener = listener;
    this.policy = policy;
    this.runs = runs;
    this.waves = looks.turns().waves(policy);
    this.looks = looks;
    this.who = who;
    this.lost =
        runs.stream()
            .filter(run -> run.hasFailed() && !run.hasGoneBack() && !run.isImpossible())
            .toList();
    this.drains = new WaveDrains(looks, policy, listener, who);
  }

  /** Tells which hosts change together, and which of them are drained before. */
  void show() {
    List<String> drained = waves.stream().flatMap(wave -> drains.of(wave).stream()).toList();
    if (waves.size() > 1 || !drained.isEmpty()) {
      listener.on(
          new HostEvent.RolloutPlanned(
              waves.stream().map(SiteRollout::names).toList(),
              drained,
              objections().stream().map(HostFailure::message).toList()));
    }
  }

  private List<HostFailure> objections() {
    return waves.stream().flatMap(wave -> drains.refusal(wave).stream()).toList();
  }

  /**
   * Refuses a run that would drain what a service needs.
   *
   * @throws ControlException if it would; nothing was changed
   */
  void check() throws ControlException {
    List<HostFailure> objections = objections();
    if (!objections.isEmpty()) {
      HostFailure first = objections.getFirst();
      throw new ControlException(first.message(), first.nextStep() + "; nothing was changed");
    }
  }

  static List<String> names(List<HostRun> wave) {
    return wave.stream().map(HostRun::host).toList();
  }

  /**
   * Lets the hosts converge, and confirms all of them or none.
   *
   * @param given the version of the site that the hosts hold from now on; null for none
   */
  void run(@Nullable SiteVersion given) {
    Optional<HostFailure> stop = Optional.empty();
    for (int i = 0; i < waves.size(); i++) {
      List<HostRun> wave = waves.get(i);
      Optional<HostFailure> why = stop.or(this::failures);
      if (why.isPresent()) {
        HostFailure reason = why.get();
        wave.forEach(run -> run.neverStarted(reason));
      } else {
        stop = converge(i + 1, wave, given);
        if (stop.isEmpty() && i + 1 < waves.size() && failures().isEmpty()) {
          stop = betweenWaves();
        }
      }
    }
    end(stop, given);
  }

  /** Looks also after the pause: the checks have the pause to notice what a wave did. */
  private Optional<HostFailure> betweenWaves() {
    awaitChecks();
    Optional<HostFailure> problem = looks.problem(Stage.BETWEEN_WAVES);
    if (problem.isPresent() || policy.pause().isZero()) {
      return problem;
    }
    looks.pause(policy.pause());
    return looks.problem(Stage.BETWEEN_WAVES);
  }

  /** Why the run must end; empty if it may go on. */
  private Optional<HostFailure> converge(
      int number, List<HostRun> wave, @Nullable SiteVersion given) {
    List<String> stuck = names(lost.stream().filter(HostRun::isDirector).toList());
    if (!stuck.isEmpty() && wave.stream().allMatch(HostRun::isLeaving)) {
      wave.forEach(run -> run.leave(stuck));
      left.addAll(wave);
      return Optional.empty();
    }
    if (waves.size() > 1) {
      listener.on(new HostEvent.WaveBegun(number, waves.size(), names(wave)));
    }
    new RoleMoves(looks, listener, who).before(wave);
    Optional<HostFailure> refused = drains.begin(wave).or(this::interruption);
    if (refused.isPresent()) {
      HostFailure why = refused.get();
      wave.forEach(run -> run.neverStarted(why));
      return refused;
    }
    Set<String> unready = unready();
    each(wave, run -> run.converge(run.isDirector() ? unready : Set.of(), given));
    if (wave.stream().anyMatch(run -> run.isReady() && looks.turns().disturbs(run))) {
      disturbedNanos = fleet.clock().nanos();
    }
    return failures().isEmpty() ? undrain(wave) : Optional.empty();
  }

  /**
   * Puts the drained hosts of a wave back into service when they are healthy. Without a gate they
   * are not waited for.
   */
  private Optional<HostFailure> undrain(List<HostRun> wave) {
    if (!drains.has(wave)) {
      return Optional.empty();
    }
    awaitChecks();
    return looks.problem(Stage.BETWEEN_WAVES).or(() -> drains.end(wave));
  }

  private Optional<HostFailure> interruption() {
    return interrupted ? Optional.of(INTERRUPTED) : Optional.empty();
  }

  /** Before that, the first good look would see the verdicts from before the change. */
  private void awaitChecks() {
    Long since = disturbedNanos;
    if (since != null) {
      long left = looks.noticing().toNanos() - (fleet.clock().nanos() - since);
      if (left > 0) {
        looks.pause(Duration.ofNanos(left));
      }
      disturbedNanos = null;
    }
  }

  private void end(Optional<HostFailure> stop, @Nullable SiteVersion given) {
    SiteCommit commit =
        new SiteCommit(
            fleet,
            waves.stream()
                .map(wave -> wave.stream().flatMap(run -> run.waiting().stream()).toList())
                .toList());
    boolean stays = false;
    if (stop.isPresent()) {
      commit.goBack(stop.get());
    } else {
      stays = commit.end(failures(), this::beforeConfirmation);
    }
    confirmed.countDown();
    drains.end().forEach(text -> listener.on(new HostEvent.Working("site", text)));
    SiteVersion version = stays ? given : null;
    each(runs, run -> run.settle(version));
  }

  private Optional<HostFailure> beforeConfirmation() {
    awaitChecks();
    Optional<HostFailure> problem = looks.problem(Stage.WHOLE_SITE);
    confirming = problem.isEmpty();
    return interrupted ? Optional.of(INTERRUPTED) : problem;
  }

  /**
   * Lets no further host start. A confirmation that has begun goes on: a part of it would leave a
   * mixture.
   *
   * @param patience how long to wait for the end of such a confirmation
   * @return where each host stands, and what it still drained
   */
  Interrupted interrupt(Duration patience) throws InterruptedException {
    interrupted = true;
    if (confirming) {
      var _ = confirmed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    Map<String, Standing> standings = new LinkedHashMap<>();
    runs.forEach(run -> standings.put(run.host(), run.standing()));
    return new Interrupted(standings, drains.end(patience));
  }

  @Override
  public void close() {
    var _ = drains.end();
    looks.bystanders().close();
  }

  /**
   * Why no further host may start: the run was interrupted, a director failed, or as many hosts as
   * the policy allows.
   */
  private Optional<HostFailure> failures() {
    if (interrupted) {
      return Optional.of(INTERRUPTED);
    }
    List<HostRun> failed =
        runs.stream()
            .filter(run -> run.hasFailed() && !run.isNotStarted())
            .filter(run -> !lost.contains(run) && !left.contains(run))
            .toList();
    boolean ends =
        failed.size() >= policy.maxFailures() || failed.stream().anyMatch(HostRun::isDirector);
    return ends ? Optional.of(SiteCommit.because(failed)) : Optional.empty();
  }

  /** The hosts to which directors must not begin to send. */
  private Set<String> unready() {
    return runs.stream()
        .filter(run -> !run.isDirector() && !run.servesAlready())
        .map(HostRun::host)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void each(List<HostRun> hosts, Consumer<HostRun> step) {
    Parallel.each(hosts, fleet.forks(), step);
  }
}
