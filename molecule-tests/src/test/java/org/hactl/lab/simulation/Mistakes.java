package org.hactl.lab.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hactl.agent.converge.time.LaterTasks;
import org.hactl.agent.serve.ReplySink;
import org.hactl.agent.serve.RequestHandler;
import org.hactl.agent.store.Storage;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.Request.Extend.Stage;

/** Mistakes that someone could make in the product, each in a part that the product works with. */
final class Mistakes {
  private Mistakes() {}

  /** A file's content is not on the disk when the agent relies on it. */
  static final class ContentIsNotSynced implements Parts {
    @Override
    public SimDisk disk() {
      return new SimDisk() {
        @Override
        void sync(Inode file) {}
      };
    }
  }

  /** A new name is not on the disk when the agent relies on it. */
  static final class NamesAreNotSynced implements Parts {
    @Override
    public SimDisk disk() {
      return new SimDisk() {
        @Override
        void syncFolder(String folder) {}
      };
    }
  }

  /** Storage that treats some files differently. */
  private static class Wrapped implements Storage {
    final Storage disk;

    Wrapped(Storage disk) {
      this.disk = disk;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
      return disk.read(name);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
      disk.write(name, content);
    }

    @Override
    public void append(String name, byte[] content, boolean sync) throws IOException {
      disk.append(name, content, sync);
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
      disk.delete(name);
    }

    @Override
    public List<String> list(String folder) throws IOException {
      return disk.list(folder);
    }
  }

  /** Some files stay in the agent's memory. */
  private static final class Forgetful extends Wrapped {
    private final Predicate<String> forgotten;
    private final Map<String, byte[]> memory = new HashMap<>();

    Forgetful(Storage disk, Predicate<String> forgotten) {
      super(disk);
      this.forgotten = forgotten;
    }

    @Override
    public Optional<byte[]> read(String name) throws IOException {
      return forgotten.test(name) ? Optional.ofNullable(memory.get(name)) : super.read(name);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
      if (forgotten.test(name)) {
        memory.put(name, content);
      } else {
        super.write(name, content);
      }
    }

    @Override
    public void rename(String from, String to) throws IOException {
      byte[] content = memory.remove(from);
      if (content != null) {
        memory.put(to, content);
      } else {
        super.rename(from, to);
      }
    }

    @Override
    public void delete(String name) throws IOException {
      if (memory.remove(name) == null) {
        super.delete(name);
      }
    }
  }

  static final class HoldsAreNotKept implements Parts {
    @Override
    public Storage storage(Storage storage) {
      return new Forgetful(storage, name -> name.startsWith("holds"));
    }
  }

  /** Which generation is confirmed is known in memory alone, until the next one begins. */
  static final class ConfirmationIsWrittenLater implements Parts {
    @Override
    public Storage storage(Storage storage) {
      return new Wrapped(storage) {
        private boolean generationIsNew;

        @Override
        public void write(String name, byte[] content) throws IOException {
          generationIsNew |= name.startsWith("generations/");
          super.write(name, content);
        }

        @Override
        public void rename(String from, String to) throws IOException {
          if (from.equals("current.new") && !generationIsNew) {
            return;
          }
          generationIsNew &= !from.equals("current.new");
          super.rename(from, to);
        }
      };
    }
  }

  /** A start reads the copy before the newest: then the confirmed generation is still pending. */
  static final class ConfirmedIsRolledBack implements Parts {
    @Override
    public Storage storage(Storage storage) {
      return new Wrapped(storage) {
        @Override
        public Optional<byte[]> read(String name) throws IOException {
          Optional<byte[]> before =
              name.equals("current") ? super.read("current.previous") : Optional.empty();
          return before.isPresent() ? before : super.read(name);
        }
      };
    }
  }

  /** A file is replaced by a copy instead of a rename. */
  static final class RenamesAreCopies implements Parts {
    @Override
    public Storage storage(Storage storage) {
      return new Wrapped(storage) {
        @Override
        public void rename(String from, String to) throws IOException {
          write(to, read(from).orElseThrow());
          delete(from);
        }
      };
    }
  }

  /** What hactl makes is in the ownership journal only after it was made. */
  static final class OwnershipComesAfterTheChange implements Parts {
    @Override
    public Storage storage(Storage storage) {
      return new Wrapped(storage) {
        private final List<Map.Entry<String, byte[]>> late = new ArrayList<>();

        @Override
        public void append(String name, byte[] content, boolean sync) throws IOException {
          if (name.startsWith("ownership")) {
            late.add(Map.entry(name, content));
          } else {
            for (Map.Entry<String, byte[]> each : late) {
              super.append(each.getKey(), each.getValue(), sync);
            }
            late.clear();
            super.append(name, content, sync);
          }
        }
      };
    }
  }

  /** The time for a confirmation never ends. */
  static final class DeadManNeverWakes implements Parts {
    @Override
    public LaterTasks later(LaterTasks tasks) {
      return new LaterTasks() {
        @Override
        public void after(Duration delay, Runnable task) {}

        @Override
        public void soon(Runnable task) {
          tasks.soon(task);
        }

        @Override
        public void warmUp(Runnable task) {}
      };
    }
  }

  /** A handler of requests that answers some of them itself. */
  private record Answering(
      RequestHandler agent, Function<Request, Optional<Reply>> answers, boolean endsLocks)
      implements RequestHandler {
    @Override
    public Reply handle(Request request, ReplySink out) {
      return answers.apply(request).orElseGet(() -> agent.handle(request, out));
    }

    @Override
    public void ended(ReplySink out) {
      if (endsLocks) {
        agent.ended(out);
      }
    }
  }

  /** A host can be changed by two runs at once. */
  static final class LocksDoNotHold implements Parts {
    @Override
    public RequestHandler handler(String host, RequestHandler handler) {
      return new Answering(
          handler,
          request ->
              request instanceof Request.Lock || request instanceof Request.Unlock
                  ? Optional.of(new Reply.Done())
                  : Optional.empty(),
          true);
    }
  }

  /** A lock does not end with its connection. */
  static final class LocksNeverEnd implements Parts {
    @Override
    public RequestHandler handler(String host, RequestHandler handler) {
      return new Answering(handler, _ -> Optional.empty(), false);
    }
  }

  /** A host does not keep what its run has decided. */
  static final class DecisionsAreForgotten implements Parts {
    @Override
    public RequestHandler handler(String host, RequestHandler handler) {
      return new RequestHandler() {
        @Override
        public Reply handle(Request request, ReplySink out) {
          return handler.handle(
              request instanceof Request.Extend extend && extend.at() == Stage.DECIDED
                  ? new Request.Extend(extend.generation(), extend.confirmWithinMillis())
                  : request,
              out);
        }

        @Override
        public void ended(ReplySink out) {
          handler.ended(out);
        }
      };
    }
  }

  /** One host is confirmed; the others say so and are not. */
  static final class OnlyOneHostConfirms implements Parts {
    @Override
    public RequestHandler handler(String host, RequestHandler handler) {
      return new Answering(
          handler,
          request ->
              request instanceof Request.Confirm && !host.equals("lvs1")
                  ? Optional.of(new Reply.Hello(1, "simulated", "", 0, "", 0))
                  : Optional.empty(),
          true);
    }
  }

  /** A router appears in its new form on the wire at once, and knows no other. */
  static final class ChangesWithoutStages implements Parts {
    @Override
    public boolean hasStages() {
      return false;
    }
  }

  /** A director does not learn that another one holds a newer version of the site. */
  static final class DirectorsAreSilent implements Parts {
    @Override
    public boolean directorsSpeak() {
      return false;
    }
  }
}
