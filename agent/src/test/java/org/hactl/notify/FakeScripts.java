package org.hactl.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.hactl.module.ModuleException;
import org.hactl.module.command.ScriptCommand;
import org.hactl.module.command.ScriptResult;
import org.hactl.module.command.Scripts;

/** Scripts that end when the test says so. */
final class FakeScripts implements Scripts {
  final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, CountDownLatch> blocked = new ConcurrentHashMap<>();

  void block(String text) {
    blocked.put(text, new CountDownLatch(1));
  }

  void release() {
    blocked.values().forEach(CountDownLatch::countDown);
  }

  @Override
  public ScriptResult run(ScriptCommand script) throws ModuleException, InterruptedException {
    if (script.argv().getFirst().equals("/refused")) {
      throw new ModuleException("will not run /refused as root");
    }
    if (script.argv().getFirst().equals("/broken")) {
      throw new OutOfMemoryError("unable to create native thread");
    }
    ran.add(script.text());
    CountDownLatch latch = blocked.get(script.text());
    if (latch != null) {
      latch.await();
    }
    return new ScriptResult(0, false, "", Duration.ZERO);
  }
}
