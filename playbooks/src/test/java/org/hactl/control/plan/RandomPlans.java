package org.hactl.control.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hactl.api.ChangeView;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.ResourceId;

/** Plans with random content. */
final class RandomPlans {
  private static final String LETTERS = "abcxyz019 -_/.:[]{}\"'\\\n\té✓";

  private final Random random;

  RandomPlans(Random random) {
    this.random = random;
  }

  SavedPlan plan() {
    return new SavedPlan(
        SavedPlan.FORM,
        text(),
        text(),
        text(),
        random.nextBoolean(),
        text(),
        random.nextLong(1L << 50),
        new SavedPlan.Inputs(
            text(), text(), random.nextBoolean() ? null : text(), texts(), texts()),
        hosts());
  }

  private List<PlannedHost> hosts() {
    List<PlannedHost> hosts = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      hosts.add(host("host" + i));
    }
    return hosts;
  }

  PlannedHost host(String name) {
    return new PlannedHost(
        name, random.nextInt(100), text(), random.nextInt(100), text(), texts(), changes(), null);
  }

  private List<ChangeView> changes() {
    List<ChangeView> changes = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      changes.add(change());
    }
    return changes;
  }

  ChangeView change() {
    return new ChangeView(
        new ResourceId("sysctl", text()),
        Action.values()[random.nextInt(Action.values().length)],
        List.of(
            new FieldChange(text(), random.nextBoolean() ? null : text(), text()),
            new FieldChange(text(), text(), null, random.nextBoolean())));
  }

  /** The same host, but for one value that a plan depends on. */
  PlannedHost altered(PlannedHost host) {
    List<ChangeView> changes = new ArrayList<>(host.changes());
    long generation = host.generation();
    String digest = host.generationDigest();
    long serial = host.serial();
    String wanted = host.wanted();
    switch (random.nextInt(6)) {
      case 0 -> generation++;
      case 1 -> digest += "x";
      case 2 -> serial++;
      case 3 -> wanted += "x";
      case 4 -> changes.add(random.nextInt(changes.size() + 1), change());
      default -> {
        if (changes.isEmpty()) {
          changes.add(change());
        } else {
          changes.remove(random.nextInt(changes.size()));
        }
      }
    }
    return new PlannedHost(
        host.host(), generation, digest, serial, wanted, host.notes(), changes, null);
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    int count = random.nextInt(3);
    for (int i = 0; i < count; i++) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
