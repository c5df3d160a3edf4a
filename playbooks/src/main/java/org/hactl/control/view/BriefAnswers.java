package org.hactl.control.view;

import java.util.List;
import java.util.Objects;
import org.hactl.api.HostStatus;

/** Answers that leave virtual services out, of which there is nothing to tell. Pure. */
public final class BriefAnswers {
  private BriefAnswers() {}

  /**
   * Whether the findings of these answers are those of whole ones: no host leaves out services that
   * another one has to be compared with.
   */
  public static boolean suffice(List<HostAnswer> answers) {
    List<HostStatus> statuses =
        answers.stream().map(HostAnswer::status).filter(Objects::nonNull).toList();
    if (statuses.stream().allMatch(each -> each.servicesDigest() == null)) {
      return true;
    }
    return statuses.stream().allMatch(each -> each.services().isEmpty())
        && RouterOnHosts.of(answers).stream()
            .allMatch(router ->
                router.directors().stream()
                        .map(each -> Objects.toString(each.status().servicesDigest(), ""))
                        .distinct()
                        .count()
                    == 1);
  }
}
