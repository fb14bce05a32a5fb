package io.jenkins.plugins.intoto.engine.verify;

import io.jenkins.plugins.intoto.engine.model.Inspection;
import io.jenkins.plugins.intoto.engine.model.Link;

/** Runs the inspections of a layout: commands that whoever signed the layout has chosen. */
@FunctionalInterface
public interface InspectionRunner {
    /**
     * Runs an inspection on the final products.
     *
     * @param inspection the inspection
     * @return what was there before and after it, and its exit code
     * @throws InspectionFailedException if it could not be run or did not end in time
     * @throws InterruptedException if the thread was interrupted; the command is ended then
     */
    Link run(Inspection inspection) throws InspectionFailedException, InterruptedException;
}
