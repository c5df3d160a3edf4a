package org.hactl.lab;

import java.util.List;
import java.util.Optional;

/** The labs of this machine. */
public final class Labs {
  private Labs() {}

  /**
   * Makes a lab and waits until every host answers. If that fails or is interrupted, everything
   * made so far is removed.
   *
   * @throws LabException also if a lab of this name is already up
   */
  public static Lab up(LabSpec spec, LabProgress progress) {
    LabPaths paths = LabPaths.ofMachine();
    Machine.require(spec.driver());
    refuseOrClear(spec.name(), paths, progress);
    return LabMaker.make(spec, paths, progress);
  }

  /**
   * A lab that is up.
   *
   * @throws LabException if no lab of that name is up
   */
  public static Lab open(String name) {
    return find(name)
        .orElseThrow(() -> {
          List<String> names = names();
          return new LabException(
              "no lab '%s' is up%s; hactl lab up makes one"
                  .formatted(name, LabNames.nearest(name, names)));
        });
  }

  /** A lab that is up, or nothing. */
  static Optional<Lab> find(String name) {
    LabSpec.checkName(name);
    LabPaths paths = LabPaths.ofMachine();
    return LabRecord.load(paths.record(name)).map(record -> new RunningLab(record, paths));
  }

  /** Names of the labs that are up, or that a crash left behind. */
  static List<String> names() {
    return LabPaths.ofMachine().labs();
  }

  /**
   * Removes a lab in any state, with everything it made, by its records and by its names.
   *
   * @return whether there was anything to remove
   */
  public static boolean down(String name) {
    LabSpec.checkName(name);
    return LabMaker.remove(name, LabPaths.ofMachine());
  }

  private static void refuseOrClear(String name, LabPaths paths, LabProgress progress) {
    Optional<LabRecord> record = LabRecord.load(paths.record(name));
    if (record.isEmpty()) {
      LabMaker.remove(name, paths);
      return;
    }
    boolean abandoned =
        record.get().phase() == LabRecord.LabPhase.MAKING
            && !LabProcesses.isAlive(record.get().owner());
    if (!abandoned) {
      throw new LabException(
          "the lab '%s' is already %s with %d hosts; 'hactl lab status' shows it, 'hactl lab down' removes it"
              .formatted(
                  name,
                  record.get().phase() == LabRecord.LabPhase.UP ? "up" : "being made",
                  record.get().hosts().size()));
    }
    progress.step("removing what an interrupted 'lab up' left");
    LabMaker.remove(name, paths);
  }
}
