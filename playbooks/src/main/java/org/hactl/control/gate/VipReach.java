package org.hactl.control.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.control.gate.GateProblem.Kind;
import org.hactl.control.view.Asked;
import org.hactl.control.view.Director;
import org.hactl.control.view.HostAnswer;

/**
 * Whether a VIP answers from a host that is not its master. Only another director can ask: a real
 * server has the VIP on its own loopback. Pure: the caller sends the request to the asker's agent.
 *
 * @param answered whether something answered there
 */
public record VipReach(Question question, boolean answered) {
  /**
   * A VIP to be asked.
   *
   * @param master the host that has it
   * @param asker another director of the router
   */
  public record Question(String vip, String router, String master, String asker) {}

  /** Which director can ask which VIP: one for each VIP of a router with one master. */
  public static List<Question> questions(List<HostAnswer> answers) {
    List<Question> questions = new ArrayList<>();
    for (RouterBeforeAndNow router :
        RouterBeforeAndNow.of(List.of(), answers, Asked.withoutSite(true))) {
      List<Director> masters = RouterBeforeAndNow.masters(router.now());
      if (masters.size() == 1) {
        Director master = masters.getFirst();
        router.now().stream()
            .filter(each -> each.router().state().equals("BACKUP"))
            .findFirst()
            .ifPresent(backup ->
                master.vips().stream()
                    .filter(vip -> !backup.has(vip))
                    .forEach(vip ->
                        questions.add(
                            new Question(vip, router.name(), master.host(), backup.host()))));
      }
    }
    return questions;
  }

  /**
   * VIPs that answered before and do not now. One that never answered is no problem: a packet
   * filter may drop the question.
   */
  public static List<GateProblem> problems(List<VipReach> before, List<VipReach> now) {
    Set<String> answering =
        before.stream()
            .filter(VipReach::answered)
            .map(each -> each.question().vip())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return now.stream()
        .filter(each -> !each.answered() && answering.contains(each.question().vip()))
        .map(VipReach::question)
        .map(each ->
            GateProblem.ofRouter(
                Kind.UNREACHABLE,
                each.router(),
                each.asker(),
                "%s of %s does not answer %s, although %s is its master; before the apply it did"
                    .formatted(each.vip(), each.router(), each.asker(), each.master())))
        .toList();
  }
}
