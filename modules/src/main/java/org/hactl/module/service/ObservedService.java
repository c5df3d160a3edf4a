package org.hactl.module.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param startedWith what hactl last started it with, null if hactl did not start it
 */
record ObservedService(ServiceState state, @Nullable Map<String, String> startedWith) {}
