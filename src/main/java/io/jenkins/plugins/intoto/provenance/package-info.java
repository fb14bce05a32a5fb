/** What Jenkins itself knows of a run, as SLSA provenance: nothing here is asked of the build or its environment. */
package io.jenkins.plugins.intoto.provenance;
