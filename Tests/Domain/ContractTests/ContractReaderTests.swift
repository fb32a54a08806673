import Contract
import Testing
