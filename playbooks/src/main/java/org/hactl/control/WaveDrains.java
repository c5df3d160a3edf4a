package org.hactl.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.drain.BatchDrains;
import org.hactl.control.host.HostFailure;
import org.hactl.host.Hold;
import org.hactl.site.model.RolloutPolicy;

/** The drains of the real servers in the waves of one run. */
final class WaveDrains {
  private final SiteLooks looks;
  private final RolloutPolicy policy;
  private final BatchDrains drains;

  /**
   * @param who runs the apply, in the form {@code ann@desk}
   */
  WaveDrains(SiteLooks looks, RolloutPolicy policy, EventListener listener, String who) {
    this.looks = looks;
    this.policy = policy;
    this.drains =
        new BatchDrains(
            directors(),
            looks.fleet().clock(),
            (host, text) -> listener.on(new HostEvent.Working(host, text)),
            new BatchDrains.Terms(who, policy.drainMax(), looks.turns().quorums()));
  }

  /** The directors that answered before the run. */
  private BatchDrains.Directors directors() {
    return new BatchDrains.Directors() {
      @Override
      public List<Answer<HostStatus>> status() {
        return looks.status(looks.turns().directing());
      }

      @Override
      public List<Answer<List<Hold>>> hold(List<String> hosts, List<Hold> words) {
        return new AgentQueries(looks.fleet()).hold(hosts, words);
      }
    };
  }

  /** The hosts of a wave that are drained: real servers whose changes disturb what they serve. */
  List<String> of(List<HostRun> wave) {
    return policy.drain()
        ? BatchDrains.serving(
            wave.stream()
                .filter(run -> looks.turns().disturbs(run) && !run.isLeaving())
                .map(HostRun::host)
                .toList(),
            looks.turns().told())
        : List.of();
  }

  /** Why a wave must not be drained; empty if it may. */
  Optional<HostFailure> refusal(List<HostRun> wave) {
    return drains.refusal(of(wave), looks.turns().told());
  }

  /** Drains a wave; why it must not be changed now, empty if it may. */
  Optional<HostFailure> begin(List<HostRun> wave) {
    return drains.drain(of(wave));
  }

  /** Whether hosts of a wave are drained now. */
  boolean has(List<HostRun> wave) {
    return !drains.of(SiteRollout.names(wave)).isEmpty();
  }

  /**
   * Ends the drains of a wave. Those hosts that did not fail are waited for, if answers are
   * compared.
   *
   * @return why one is not back in service; empty if all are
   */
  Optional<HostFailure> end(List<HostRun> wave) {
    List<HostRun> failed = wave.stream().filter(HostRun::hasFailed).toList();
    List<HostRun> others = wave.stream().filter(run -> !run.hasFailed()).toList();
    return drains
        .undrain(
            drains.of(SiteRollout.names(others)),
            looks.compares() ? looks.longest() : Duration.ZERO)
        .or(() -> drains.undrain(drains.of(SiteRollout.names(failed)), Duration.ZERO));
  }

  /** Ends all drains of the run; what could not be ended, a sentence for each. */
  List<String> end() {
    return drains.end();
  }

  /** Likewise, for a process that ends. */
  List<String> end(Duration patience) throws InterruptedException {
    return drains.end(patience);
  }
}
