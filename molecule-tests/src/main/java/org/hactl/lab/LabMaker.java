package org.hactl.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes labs, and removes them in any state. */
final class LabMaker {
  private LabMaker() {}

  static Lab make(LabSpec spec, LabPaths paths, LabProgress progress) {
    Thread maker = Thread.currentThread();
    CountDownLatch done = new CountDownLatch(1);
    Thread canceller = new Thread(() -> cancel(maker, done), "lab-canceller");
    Runtime.getRuntime().addShutdownHook(canceller);
    try {
      return build(spec, paths, progress);
    } catch (RuntimeException | Error e) {
      boolean interrupted = Thread.interrupted(); // the removal waits for processes
      try {
        remove(spec.name(), paths);
      } catch (LabException more) {
        e.addSuppressed(more);
      }
      if (interrupted) {
        maker.interrupt();
      }
      throw e;
    } finally {
      done.countDown();
      withdraw(canceller);
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
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (HostRecord host : lab.hostRecords()) {
        progress.host(host.name(), "booting");
        lab.createAndStart(host);
        long began = System.nanoTime();
        boots.add(
            threads.submit(() -> {
              lab.awaitFirstBoot(host, progress);
              double seconds = (System.nanoTime() - began) / 1e9;
              progress.host(host.name(), String.format(Locale.ROOT, "ready after %.1f s", seconds));
            }));
      }
      for (Future<?> boot : boots) {
        boot.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LabException known
          ? known
          : new LabException("a host did not boot", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while hosts boot", e);
    } finally {
      threads.shutdownNow(); // stops the hosts that still boot
    }
  }

  /** After Ctrl-C: stops the making of the lab and waits until it is cleaned up. */
  private static void cancel(Thread maker, CountDownLatch done) {
    maker.interrupt();
    LocalProgram.destroyAll();
    try {
      if (!done.await(60, TimeUnit.SECONDS)) {
        System.err.println("hactl lab: some parts could not be removed; run hactl lab down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      hook.setName("lab-canceller, done"); // the process is ending: the hook runs already
    }
  }

  /** Works from names, so it needs no record and also removes an incomplete lab. */
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
