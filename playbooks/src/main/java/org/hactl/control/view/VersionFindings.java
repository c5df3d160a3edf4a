package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hactl.api.HostStatus;
import org.hactl.api.SiteVersion;
import org.hactl.control.view.Finding.Kind;

/** Whether all hosts hold the newest version of the site, and which hosts left it. Pure. */
record VersionFindings(List<HostAnswer> answers) {
  List<Finding> find() {
    List<Finding> findings = new ArrayList<>();
    newest()
        .ifPresent(newest -> {
          for (HostStatus status : statuses()) {
            older(status, newest).ifPresent(findings::add);
          }
          left(newest).ifPresent(findings::add);
        });
    return findings;
  }

  private List<HostStatus> statuses() {
    return answers.stream().map(HostAnswer::status).filter(Objects::nonNull).toList();
  }

  private Optional<SiteVersion> newest() {
    return statuses().stream()
        .map(HostStatus::version)
        .filter(Objects::nonNull)
        .max(Comparator.comparingLong(SiteVersion::serial));
  }

  private static Optional<Finding> older(HostStatus status, SiteVersion newest) {
    String wanted = newest.members().get(status.host());
    // A host without a generation has nothing that could be old.
    if (wanted == null
        || wanted.isEmpty()
        || status.generation() == 0
        || wanted.equals(status.generationDigest())) {
      return Optional.empty();
    }
    SiteVersion own = status.version();
    String holds =
        own == null
            ? "an unknown version of the site"
            : own.serial() == newest.serial()
                ? "another state than " + newest.text() + " has for it"
                : "%s of the site".formatted(own.text());
    String text = "%s holds %s; the newest is %s".formatted(status.host(), holds, newest.text());
    String cause =
        own != null && own.serial() == newest.serial()
            ? "a real server was left out because it was not ready, or the host rolled back"
            : "the host was down, or left out with --limit, when the site was applied";
    String next = "hactl apply brings it up to date";
    return Optional.of(
        status.routers().isEmpty()
            ? Finding.warning(Kind.OLDER_SITE, text, cause, next)
            : Finding.error(Kind.OLDER_SITE, text, cause, next));
  }

  private static Optional<Finding> left(SiteVersion newest) {
    return newest.left().isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                Kind.HOST_LEFT,
                "no longer in the inventory, but never cleaned: " + FindingText.list(newest.left()),
                "the host was taken out of the inventory while it ran hactl: it keeps its last"
                    + " state, and a director can become master with it",
                "put it back into the inventory, or, if the machine is gone:"
                    + " hactl apply --forget HOST"));
  }
}
