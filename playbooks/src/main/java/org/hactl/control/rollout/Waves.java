package org.hactl.control.rollout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hactl.control.rollout.Member.Role;
import org.hactl.site.model.RolloutPolicy;

/**
 * Which hosts change together, one wave after the other. Pure.
 *
 * <ol>
 *   <li>Servers that only gain something change at once.
 *   <li>Servers that are disturbed change in batches. A batch leaves one of each service alone, or
 *       as many as its quorum, unless the service has too few.
 *   <li>New directors change at once, then backups one at a time, then directors that must keep in
 *       step with each other, then masters one at a time, then directors that get a router which
 *       those before them change.
 *   <li>Real servers that give a VIP up come last.
 * </ol>
 */
public final class Waves {
  private final RolloutPolicy policy;
  private final Map<String, Set<String>> serversOfService;
  private final Map<String, Integer> quorums;
  private final List<List<String>> waves = new ArrayList<>();

  private Waves(
      RolloutPolicy policy,
      Map<String, Set<String>> serversOfService,
      Map<String, Integer> quorums) {
    this.policy = policy;
    this.serversOfService = serversOfService;
    this.quorums = quorums;
  }

  /**
   * @param serversOfService the real servers of each service that may serve meanwhile, also those
   *     that do not change
   * @param quorums how many of them a service needs, by its name; 1 if it is missing
   * @return the hosts of each wave; each member is in one of them, and no wave is empty
   */
  public static List<List<String>> of(
      List<Member> members,
      Map<String, Set<String>> serversOfService,
      Map<String, Integer> quorums,
      RolloutPolicy policy) {
    Waves waves = new Waves(policy, serversOfService, quorums);
    waves.together(members, each -> each.role() == Role.SERVER && !each.disturbs());
    waves.batches(
        members.stream().filter(each -> each.role() == Role.SERVER && each.disturbs()).toList());
    waves.together(members, each -> each.role() == Role.NEW_DIRECTOR);
    waves.oneByOne(members, Role.BACKUP);
    waves.together(members, each -> each.role() == Role.IN_STEP);
    waves.oneByOne(members, Role.MASTER);
    waves.together(members, each -> each.role() == Role.JOINING);
    waves.together(members, each -> each.role() == Role.LEAVING);
    return List.copyOf(waves.waves);
  }

  private void together(List<Member> members, Predicate<Member> which) {
    add(members.stream().filter(which).toList());
  }

  private void oneByOne(List<Member> members, Role role) {
    members.stream().filter(each -> each.role() == role).forEach(each -> add(List.of(each)));
  }

  private void add(List<Member> wave) {
    if (!wave.isEmpty()) {
      waves.add(wave.stream().map(Member::host).toList());
    }
  }

  private void batches(List<Member> members) {
    List<Member> left = new ArrayList<>(members);
    for (int number = 0; !left.isEmpty(); number++) {
      int size = policy.size(number).of(members.size());
      List<Member> batch = new ArrayList<>();
      for (Member each : left) {
        if (batch.size() < size && (batch.isEmpty() || leavesEnoughOfEach(batch, each))) {
          batch.add(each);
        }
      }
      left.removeAll(batch);
      add(batch);
    }
  }

  private boolean leavesEnoughOfEach(Collection<Member> batch, Member next) {
    return next.services().stream()
        .allMatch(service ->
            serversOfService.getOrDefault(service, Set.of()).stream()
                    .filter(server ->
                        Stream.concat(batch.stream(), Stream.of(next))
                            .noneMatch(each -> each.host().equals(server)))
                    .count()
                >= quorums.getOrDefault(service, 1));
  }
}
