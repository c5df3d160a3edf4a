package org.hactl.control.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hactl.control.rollout.Member.Role;
import org.hactl.site.model.RolloutPolicy;
import org.hactl.site.model.RolloutPolicy.BatchSize;
import org.junit.jupiter.api.Test;

class WavesTest {
  private static final int SEEDS = 2_000;

  @Test
  void aFirstApplyHasTwoWaves() {
    assertThat(
            waves(
                server("web1", false),
                server("web2", false),
                of("lvs1", Role.NEW_DIRECTOR),
                of("lvs2", Role.NEW_DIRECTOR)))
        .containsExactly(List.of("web1", "web2"), List.of("lvs1", "lvs2"));
  }

  @Test
  void backupsComeBeforeTheMasterAndNoTwoWebServersRestartAtOnce() {
    assertThat(
            waves(
                of("lvs1", Role.MASTER),
                of("lvs2", Role.BACKUP),
                of("lvs3", Role.BACKUP),
                server("web1", true),
                server("web2", true)))
        .containsExactly(
            List.of("web1"), List.of("web2"), List.of("lvs2"), List.of("lvs3"), List.of("lvs1"));
  }

  @Test
  void theSecondBatchIsAQuarterOfAll() {
    List<Member> webs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      webs.add(server("web" + i, true));
      names.add("web" + i);
    }
    assertThat(Waves.of(webs, Map.of("web", names), Map.of(), RolloutPolicy.DEFAULT))
        .extracting(List::size)
        .containsExactly(1, 3, 3, 3);
  }

  @Test
  void directorsThatWouldNotUnderstandEachOtherChangeAtTheSameMoment() {
    assertThat(waves(of("lvs1", Role.IN_STEP), of("lvs2", Role.IN_STEP)))
        .containsExactly(List.of("lvs1", "lvs2"));
  }

  @Test
  void everyOrderKeepsItsRules() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Member> members = new ArrayList<>();
      Map<String, Set<String>> services = new TreeMap<>();
      int hosts = random.nextInt(1, 20);
      for (int i = 0; i < hosts; i++) {
        members.add(random(random, "host" + i, services));
      }
      RolloutPolicy policy =
          new RolloutPolicy(
              List.of(
                  new BatchSize(random.nextInt(1, 4), false),
                  new BatchSize(random.nextInt(1, 101), true)),
              Duration.ZERO,
              1,
              false,
              Duration.ZERO);
      List<List<String>> waves = Waves.of(members, services, Map.of(), policy);
      check("seed %d: %s".formatted(seed, members), members, services, policy, waves);
    }
  }

  @Test
  void aBatchLeavesAServiceItsQuorum() {
    List<Member> webs =
        Stream.of("web1", "web2", "web3", "web4").map(each -> server(each, true)).toList();
    Set<String> names = Set.of("web1", "web2", "web3", "web4");
    RolloutPolicy atOnce =
        new RolloutPolicy(
            List.of(new BatchSize(100, true)), Duration.ZERO, 1, false, Duration.ZERO);
    assertThat(Waves.of(webs, Map.of("web", names), Map.of("web", 2), atOnce))
        .extracting(List::size)
        .containsExactly(2, 2);
    assertThat(Waves.of(webs, Map.of("web", names), Map.of("web", 4), atOnce))
        .as("one at a time where the quorum cannot be kept")
        .hasSize(4);
  }

  private static Member random(Random random, String host, Map<String, Set<String>> services) {
    Role role = Role.values()[random.nextInt(Role.values().length)];
    Set<String> own = new HashSet<>();
    if (role == Role.SERVER) {
      for (String service : List.of("web", "api", "dns")) {
        if (random.nextInt(3) > 0) {
          own.add(service);
          services.computeIfAbsent(service, _ -> new HashSet<>()).add(host);
        }
      }
      if (random.nextInt(4) == 0) {
        services.computeIfAbsent("web", _ -> new HashSet<>()).add("unchanged");
      }
    }
    return new Member(host, role, own, random.nextBoolean());
  }

  private static void check(
      String run,
      List<Member> members,
      Map<String, Set<String>> services,
      RolloutPolicy policy,
      List<List<String>> waves) {
    assertThat(waves.stream().flatMap(List::stream))
        .as(run)
        .containsExactlyInAnyOrderElementsOf(members.stream().map(Member::host).toList());
    Map<String, Member> byHost = new HashMap<>();
    members.forEach(each -> byHost.put(each.host(), each));
    int batch = 0;
    int last = 0;
    long disturbed =
        members.stream().filter(each -> each.role() == Role.SERVER && each.disturbs()).count();
    for (List<String> wave : waves) {
      List<Member> hosts = wave.stream().map(byHost::get).toList();
      Member first = hosts.getFirst();
      assertThat(hosts).as(run).extracting(Member::role).containsOnly(first.role());
      assertThat(turn(first)).as(run).isGreaterThanOrEqualTo(last);
      last = turn(first);
      switch (first.role()) {
        case BACKUP, MASTER -> assertThat(hosts).as(run).hasSize(1);
        case SERVER -> {
          assertThat(hosts).as(run).extracting(Member::disturbs).containsOnly(first.disturbs());
          if (first.disturbs()) {
            assertThat(hosts.size())
                .as(run)
                .isLessThanOrEqualTo(policy.size(batch++).of((int) disturbed));
            services.forEach((service, servers) -> {
              if (servers.size() > 1) {
                assertThat(new HashSet<>(wave).containsAll(servers))
                    .as("%s: all of %s at once", run, service)
                    .isFalse();
              }
            });
          }
        }
        case NEW_DIRECTOR, IN_STEP, JOINING, LEAVING -> {}
      }
    }
  }

  private static int turn(Member member) {
    return switch (member.role()) {
      case SERVER -> member.disturbs() ? 1 : 0;
      case NEW_DIRECTOR -> 2;
      case BACKUP -> 3;
      case IN_STEP -> 4;
      case MASTER -> 5;
      case JOINING -> 6;
      case LEAVING -> 7;
    };
  }

  private static List<List<String>> waves(Member... members) {
    return Waves.of(
        List.of(members), Map.of("web", Set.of("web1", "web2")), Map.of(), RolloutPolicy.DEFAULT);
  }

  private static Member server(String host, boolean disturbs) {
    return new Member(host, Role.SERVER, Set.of("web"), disturbs);
  }

  private static Member of(String host, Role role) {
    return new Member(host, role, Set.of(), false);
  }
}
