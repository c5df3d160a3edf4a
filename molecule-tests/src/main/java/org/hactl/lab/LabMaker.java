package org.hactl.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes labs, and removes them whatever state they are in. */
final class LabMaker {
  private LabMaker() {}

  static Lab make(LabSpec spec, LabPaths paths, LabProgress progress) {
    AtomicBoolean done = new AtomicBoolean();
    Thread cleaner = new Thread(() -> clean(spec.name(), paths, done), "lab-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try {
      RunningLab lab = build(spec, paths, progress);
      done.set(true);
      return lab;
    } catch (RuntimeException | Error e) {
      try {
        remove(spec.name(), paths);
      } catch (LabException more) {
        e.addSuppressed(more);
      }
      throw e;
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(cleaner);
      } catch (IllegalStateException e) {
        // The process is ending, and the cleaner is at work.
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RunningLab build(LabSpec spec, LabPaths paths, LabProgress progress) {
    LabRecord record = LabRecord.making(spec);
    LabPaths.createFolder(paths.lab(spec.name()));
    restrict(paths.lab(spec.name()));
    record.save(paths.record(spec.name()));
    RunningLab lab = new RunningLab(record, paths);
    lab.prepare(progress);
    bootAll(lab, progress);
    lab.settle();
    return lab;
  }

  private static void bootAll(RunningLab lab, LabProgress progress) {
    List<Future<?>> boots = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (HostRecord host : lab.hostRecords()) {
        progress.host(host.name(), "booting");
        lab.createAndStart(host);
        long began = System.nanoTime();
        boots.add(
            threads.submit(() -> {
              lab.awaitReady(host);
              double seconds = (System.nanoTime() - began) / 1e9;
              progress.host(host.name(), String.format(Locale.ROOT, "ready after %.1f s", seconds));
            }));
      }
      try {
        for (Future<?> boot : boots) {
          boot.get();
        }
      } catch (ExecutionException e) {
        threads.shutdownNow();
        throw e.getCause() instanceof LabException known
            ? known
            : new LabException("a host did not boot", e);
      } catch (InterruptedException e) {
        threads.shutdownNow();
        Thread.currentThread().interrupt();
        throw new LabException("interrupted while hosts boot", e);
      }
    }
  }

  private static void clean(String name, LabPaths paths, AtomicBoolean done) {
    if (!done.get()) {
      Command.destroyAll();
      remove(name, paths);
    }
  }

  /** Works from names, so it needs no record and removes also what was made only half. */
  static boolean remove(String name, LabPaths paths) {
    boolean something = !Network.namespaces(name).isEmpty();
    new Network(name).destroy();
    for (java.nio.file.Path folder : List.of(paths.disks(name), paths.lab(name))) {
      something |= java.nio.file.Files.exists(folder);
      Mounts.detachBelow(folder);
      LabPaths.delete(folder);
    }
    return something;
  }

  private static void restrict(java.nio.file.Path folder) {
    try {
      java.nio.file.Files.setPosixFilePermissions(
          folder, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    } catch (java.io.IOException e) {
      throw new LabException("cannot protect " + folder, e);
    }
  }
}
