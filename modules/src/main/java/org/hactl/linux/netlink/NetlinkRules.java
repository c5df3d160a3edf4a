package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.Rule;
import org.hactl.linux.kernel.RuleChange;
import org.hactl.linux.kernel.Rules;
import org.hactl.linux.net.Family;

final class NetlinkRules implements Rules {
  private final NetlinkClient client;

  NetlinkRules(NetlinkClient client) {
    this.client = client;
  }

  @Override
  public List<Rule> list() {
    List<Rule> rules = new ArrayList<>();
    for (Family family : Family.values()) {
      NetlinkClient.Result result = client.dump(RuleCodec.list(family));
      // A kernel without IPv6 or without policy routing has no rules of that family.
      if (result.answer().errno().equals(Errno.EOPNOTSUPP)
          || result.answer().errno().equals(Errno.EAFNOSUPPORT)) {
        continue;
      }
      if (!result.answer().isOk()) {
        throw new LinuxException("list", "rules", result.answer().errno(), result.answer().text());
      }
      result.messages().stream()
          .flatMap(message -> RuleCodec.decode(message).stream())
          .filter(rule -> rule.family() == family)
          .forEach(rules::add);
    }
    return rules;
  }

  @Override
  public BatchResult apply(List<RuleChange> changes) {
    Batch batch = new Batch();
    changes.forEach(change ->
        batch.add(change.operation(), change.rule().toString(), RuleCodec.encode(change)));
    return batch.send(client);
  }
}
