package org.hactl.lab.scenario;

import static org.hactl.lab.scenario.ScenarioLab.VIP;

import java.util.List;

/**
 * The article's site with a scheduler of its own, whose name is also in a file on the web servers:
 * other programs see which site a host has.
 */
record MarkedSite(ScenarioLab lab) {
  /** The scheduler of the article's site. Its web servers have no mark. */
  static final String ARTICLE = "rr";

  /** Writes it. Returns the argument for {@code hactl apply}. */
  String with(String scheduler) {
    return SiteEdit.of(lab)
        .with("scheduler: rr", "scheduler: " + scheduler)
        .with(
            "/var/www/html/index.html: {",
            "/root/mark: {content: %s}, /var/www/html/index.html: {".formatted(scheduler))
        .as("with-" + scheduler);
  }

  /** The scheduler that each host has: lvs1, lvs2, web1, web2. */
  List<String> held() {
    return List.of(scheduler("lvs1"), scheduler("lvs2"), mark("web1"), mark("web2"));
  }

  private String scheduler(String director) {
    String service = "TCP  %s:80 ".formatted(VIP);
    return lab.read(director, "ipvsadm -Ln")
        .lines()
        .filter(line -> line.startsWith(service))
        .map(line -> line.substring(service.length()).strip())
        .findFirst()
        .orElse("none");
  }

  private String mark(String web) {
    return lab.read(web, "cat /root/mark 2>/dev/null || echo " + ARTICLE);
  }
}
