package org.hactl.control.failover;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.control.AgentQueries.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Hands over the roles that a director's changes would take from it, so that another one has them
 * before. A role that cannot be handed over stays, and the changes take it as they would without
 * this.
 *
 * @param clockMillis the wall clock, since the epoch
 * @param progress gets what happens, in words
 */
public record Leaving(
    Failover.Agents agents,
    LongSupplier clockMillis,
    Failover.Pause pause,
    Consumer<String> progress) {

  /**
   * @param host the director that changes
   * @param priorities by router: the priority that the host has after the change; 0 if it has no
   *     such router then
   * @param directors by router: the hosts that may have it afterwards, and the host itself
   */
  public void of(String host, Map<String, Integer> priorities, Map<String, List<String>> directors)
      throws InterruptedException {
    for (Map.Entry<String, Integer> router : priorities.entrySet()) {
      leave(
          host,
          router.getKey(),
          router.getValue(),
          directors.getOrDefault(router.getKey(), List.of()));
    }
  }

  private void leave(String host, String router, int priority, List<String> directors)
      throws InterruptedException {
    List<Answer<HostStatus>> answers = agents.status(directors);
    Map<String, HostStatus> statuses = Answer.values(answers);
    List<String> silent =
        answers.stream().filter(each -> each.failure() != null).map(Answer::host).toList();
    Preflight plan = Preflight.of(router, null, statuses, silent);
    if (!host.equals(plan.master())
        || plan.target() == null
        || priority >= priority(statuses.get(plan.target()), router)) {
      return;
    }
    if (!plan.objections().isEmpty()) {
      progress.accept(
          "%s is not handed over before: %s"
              .formatted(
                  router,
                  plan.objections().stream()
                      .map(Objection::text)
                      .collect(Collectors.joining("; "))));
      return;
    }
    progress.accept(text(plan, run(plan, statuses)));
  }

  private Outcome run(Preflight plan, Map<String, HostStatus> statuses)
      throws InterruptedException {
    @Nullable Long intervalMillis =
        statuses.values().stream()
            .flatMap(status -> Preflight.view(status, plan.router()).stream())
            .flatMap(view -> Optional.ofNullable(view.advertIntervalMillis()).stream())
            .max(Long::compare)
            .orElse(null);
    return new Failover(agents, clockMillis, pause, progress).run(plan, intervalMillis);
  }

  private static int priority(@Nullable HostStatus status, String router) {
    return Optional.ofNullable(status)
        .flatMap(it -> Preflight.view(it, router))
        .map(RouterView::effectivePriority)
        .orElse(0);
  }

  private static String text(Preflight plan, Outcome outcome) {
    String routers = String.join(", ", plan.routers());
    return switch (outcome) {
      case Outcome.Done done -> "%s is master of %s now".formatted(done.to(), routers);
      case Outcome.Kept _ -> "no other director took " + routers;
      case Outcome.Refused refused -> "%s is not handed over: %s".formatted(routers, refused.why());
      case Outcome.Unproved unproved ->
          "it is not proved who is master of %s: %s".formatted(routers, unproved.why());
    };
  }
}
