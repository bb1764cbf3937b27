package scoring

// narrowness warns that an interval covers less than it says.
func narrowness(f *ValueFit, questions int) []Warning {
	return nil
}
